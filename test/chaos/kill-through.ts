import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isOver, type Operation } from '../../src/core/operation.ts';
import type { Settings } from '../../src/core/settings.ts';
import { scratchFolder } from '../../src/local/scratch-folder.ts';
import { openChangeJobs } from '../../src/queue/changes.ts';
import { connectRedis, disconnectRedis } from '../../src/store/redis.ts';
import { silent } from '../queue/silence.ts';
import type { AChangeWorld } from '../workers/a-change-world.ts';
import { load } from '../workers/ask-for.ts';
import type { Doom } from './doomed-change-worker.ts';

export type Ordeal = {
  readonly url: string;
  readonly prefix: string;
  readonly settings: Settings;
  readonly at: AChangeWorld;
  readonly operation: Operation;
  readonly only: readonly string[] | null;
  readonly withinMs: number;
};

export type Survived = {
  readonly operation: Operation;
  /** Where workers died, in order. */
  readonly deaths: readonly string[];
  /** Changes that etcd has said yes to, each as often as it has. */
  readonly done: readonly string[];
};

/** Lets workers carry one operation out of which every one dies, again and again, until it is over. Two are alive at a time, as replicas are. */
export async function killThrough(ordeal: Ordeal): Promise<Survived> {
  const { url, prefix, settings, at, operation, only } = ordeal;
  const folder = await scratchFolder('ordeal');
  const doom: Doom = {
    ...{ url, prefix, settings, only },
    deaths: join(folder.path, 'deaths'),
    effects: join(folder.path, 'effects'),
  };
  const script = join(folder.path, 'worker.mjs');
  await writeFile(
    script,
    `import { runnerImport } from ${JSON.stringify(import.meta.resolve('vite'))};
const { module } = await runnerImport(${JSON.stringify(join(import.meta.dirname, 'doomed-change-worker.ts'))});
await module.run(${JSON.stringify(doom)});`,
  );
  const connection = await connectRedis(url, { role: 'producer', log: silent });
  const jobs = openChangeJobs({ connection, prefix, log: silent }, ['lab']);
  const alive = new Set<ChildProcess>();
  let over = false;
  const bear = () => {
    if (over) return;
    const child = spawn(process.execPath, [script], { stdio: ['ignore', 'ignore', 'inherit'] });
    alive.add(child);
    child.once('exit', () => {
      alive.delete(child);
      bear();
    });
  };
  try {
    await jobs.run({ id: operation.id, cluster: 'lab' });
    for (const _ of [1, 2]) bear();
    const ended = await untilOver(ordeal, at);
    return { operation: ended, deaths: linesOf(doom.deaths), done: doneIn(doom.effects) };
  } finally {
    over = true;
    for (const child of alive) child.kill('SIGKILL');
    await jobs.close();
    await disconnectRedis(connection);
    await folder.remove();
  }
}

async function untilOver({ operation, withinMs }: Ordeal, at: AChangeWorld): Promise<Operation> {
  const until = Date.now() + withinMs;
  for (;;) {
    const now = await load(operation.id, at.world);
    if (isOver(now.state) || Date.now() > until) return now;
    await pause(100);
  }
}

const linesOf = (path: string): readonly string[] =>
  existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .filter(line => line !== '')
    : [];

const doneIn = (path: string): readonly string[] =>
  linesOf(path).flatMap(line => (line.startsWith('done ') ? line.slice('done '.length) : []));
