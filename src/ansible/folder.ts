import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { PlaybookKey } from '../core/playbooks.ts';
import { type Leader, type Machine, thisMachine } from './process.ts';

/** What one run leaves behind. Nobody but the user of the worker may look into it. */
export type RunFolder = {
  readonly path: string;
  readonly log: string;
  readonly events: string;
  /** Being there asks the run to end between two tasks. */
  readonly stop: string;
  readonly pid: string;
};

/** As many are kept; the oldest go. */
const MOST_RUNS = 200;

/** `$XDG_STATE_HOME/etcd-chatops/playbooks`, where the configuration names no other place. */
export const logsFolder = (configured: string | null, env: Readonly<Record<string, string | undefined>>): string =>
  configured ?? join(env.XDG_STATE_HOME || join(env.HOME || homedir(), '.local', 'state'), 'etcd-chatops', 'playbooks');

export function runFolder(logs: string, { operation, step }: PlaybookKey): RunFolder {
  const path = join(logs, `${operation}-${step + 1}`);
  const file = (name: string): string => join(path, name);
  return { path, log: file('ansible.log'), events: file('events.jsonl'), stop: file('stop'), pid: file('pid.json') };
}

/** Claims the run: false when it has been begun before, here or by another worker on the same folder. */
export async function claim(folder: RunFolder, words: readonly string[], at: number): Promise<boolean> {
  await mkdir(join(folder.path, '..'), { recursive: true, mode: 0o700 });
  try {
    await mkdir(folder.path, { mode: 0o700 });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
  await writeFile(folder.events, '', { mode: 0o600 });
  await writeFile(folder.log, `$ ansible-playbook ${words.join(' ')}\n`, { mode: 0o600 });
  await writeWhole(join(folder.path, 'run.json'), { machine: thisMachine(), at });
  return true;
}

const machine = z.object({ host: z.string(), boot: z.string().nullable(), namespace: z.string().nullable() });
const runFile = z.object({ machine });
const pidFile = z.object({ pid: z.number(), start: z.string().nullable() });

/** Where the run was begun; null when it was not, as far as this folder knows. */
export async function machineOf(folder: RunFolder): Promise<Machine | null> {
  if (!existsSync(folder.path)) return null;
  // Claimed and not written yet is begun here, a moment ago: by a worker that is gone.
  return (await readJson(join(folder.path, 'run.json'), runFile))?.machine ?? thisMachine();
}

export const leaderOf = (folder: RunFolder): Promise<Leader | null> => readJson(folder.pid, pidFile);

/** Keeps how a run ended, as opaque JSON. */
export const keepEnd = (folder: RunFolder, end: unknown): Promise<void> =>
  writeWhole(join(folder.path, 'end.json'), end);

export const readEnd = <T>(folder: RunFolder, schema: z.ZodType<T>): Promise<T | null> =>
  readJson(join(folder.path, 'end.json'), schema);

async function readJson<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
  const text = await readFile(path, 'utf8').catch(() => null);
  try {
    return text === null ? null : schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

async function writeWhole(path: string, value: unknown): Promise<void> {
  await writeFile(`${path}.new`, JSON.stringify(value), { mode: 0o600 });
  await rename(`${path}.new`, path);
}

/** Removes the oldest runs beyond what is kept. */
export async function dropOld(logs: string): Promise<void> {
  const names = (await readdir(logs)).filter(name => name.startsWith('op-'));
  if (names.length <= MOST_RUNS) return;
  const dated = await Promise.all(names.map(async name => ({ name, at: (await stat(join(logs, name))).mtimeMs })));
  const old = dated.toSorted((one, other) => other.at - one.at).slice(MOST_RUNS);
  await Promise.all(old.map(({ name }) => rm(join(logs, name), { recursive: true, force: true })));
}
