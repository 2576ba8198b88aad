import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** A program of the benchmark in a process of its own; it ends with this one at the latest. */
export function start(program: string, args: readonly string[], flags: readonly string[] = []): ChildProcess {
  const child = spawn(process.execPath, [...flags, join(import.meta.dirname, program), ...args], {
    env: { PATH: process.env.PATH },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  return child;
}

export async function textOf({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('a process without an output');
  return text(stdout);
}

export async function firstLine({ stdout }: ChildProcess): Promise<string> {
  let told = '';
  for await (const chunk of stdout ?? []) {
    told += String(chunk);
    if (told.includes('\n')) return told;
  }
  throw new Error('a process ended before it said anything');
}
