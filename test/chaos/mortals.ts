import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Role } from './doom.ts';

export type Mortals = {
  /** Nobody is born any more, and all that live are gone when it resolves. */
  readonly end: () => Promise<void>;
  /** The last of what they wrote, for an error message. */
  readonly words: () => string;
};

export type Nursery = {
  readonly program: string;
  readonly role: Role;
  /** As many as are alive at a time: whoever dies is followed at once. */
  readonly count: number;
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
};

const alive = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of alive) child.kill('SIGKILL');
});

/** Processes of the product, as replicas. */
export function bearMortals({ program, role, count, folder, env }: Nursery): Mortals {
  const log = join(folder, `${role}.log`);
  const mine = new Set<ChildProcess>();
  let over = false;
  const bear = (): void => {
    if (over) return;
    const out = openSync(log, 'a');
    const child = spawn(process.execPath, [program, role], {
      stdio: ['ignore', out, out],
      env: { ...env, CHAOS_FOLDER: folder },
    });
    closeSync(out);
    for (const all of [alive, mine]) all.add(child);
    child.once('exit', code => {
      for (const all of [alive, mine]) all.delete(child);
      // One that could not start, for Redis is away, is not tried again in a hurry.
      setTimeout(bear, code === null ? 0 : 500);
    });
  };
  for (let born = 0; born < count; born += 1) bear();
  return {
    end: async () => {
      over = true;
      const gone = [...mine].map(child => new Promise(resolve => child.once('exit', resolve)));
      for (const child of mine) child.kill('SIGKILL');
      await Promise.all(gone);
    },
    words: () => readFileSync(log, 'utf8').slice(-4_000),
  };
}
