import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

export type AProcess = {
  readonly pid: number;
  readonly child: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Resolves with the exit code; a signal's end is -1. */
  readonly ended: Promise<number>;
  /** Resolves once the output, both streams, holds this; rejects when the process ends first. */
  readonly says: (words: string | RegExp, withinMs?: number) => Promise<void>;
  /** SIGKILL, and waits. */
  readonly kill: () => Promise<void>;
};

/** The built program as a process of its own. `npm test` has built it. */
export function aProcess(args: readonly string[], env: Readonly<Record<string, string>>): AProcess {
  const child = spawn(process.execPath, ['--enable-source-maps', ...args], { cwd: root, env, stdio: 'pipe' });
  let out = '';
  let err = '';
  child.stdout.on('data', chunk => {
    out += String(chunk);
  });
  child.stderr.on('data', chunk => {
    err += String(chunk);
  });
  const ended = once(child, 'close').then(([code]) => (typeof code === 'number' ? code : -1));
  let over = false;
  void ended.then(() => {
    over = true;
  });
  const says = async (words: string | RegExp, withinMs = 30_000): Promise<void> => {
    const deadline = performance.now() + withinMs;
    const heard = () => (typeof words === 'string' ? `${out}${err}`.includes(words) : words.test(`${out}${err}`));
    while (!heard()) {
      if (over || performance.now() > deadline) throw new Error(`it did not say ${words}:\n${out}\n${err}`);
      await pause(20);
    }
  };
  const kill = async (): Promise<void> => {
    if (!over) child.kill('SIGKILL');
    await ended;
  };
  return { pid: child.pid ?? 0, child, stdout: () => out, stderr: () => err, ended, says, kill };
}

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

export const main = 'dist/src/main.js';
export const terminal = 'dist/src/terminal.js';
