// node --expose-gc watching.js <Redis' URL>: watches the clusters that stand as JSON on the input, and tells what it took as JSON.
import { text } from 'node:stream/consumers';
import { type ClusterSettings, type Settings, watchDefaults } from '../src/core/settings.ts';
import { openEtcdReader } from '../src/etcd/survey.ts';
import { watchedRecords } from '../src/queue/wire/watched.ts';
import { openHistory } from '../src/store/history.ts';
import { openLease } from '../src/store/lease.ts';
import { connectRedis, disconnectRedis, taggedPrefix } from '../src/store/redis.ts';
import { openWatches } from '../src/store/watches.ts';
import { watch } from '../workers/watch.ts';
import type { WatchWorld } from '../workers/watch-world.ts';
import { endpointsIn, type Watched } from './fleet.ts';
import { median } from './series.ts';

/** As many as a worker looks at together (src/queue/watches.ts). */
const AT_ONCE = 50;
const WARM_UP = 3;
/** Five minutes of the product: what is written every minute, and every five, is written as often as it is. */
const ROUNDS = 20;

const clusters = endpointsIn(await text(process.stdin)).map(
  (endpoints, index): ClusterSettings => ({
    ...{ name: `cluster-${index}`, environment: 'production', endpoints, deadlineMs: 10_000 },
    ...{ tls: null, auth: null, patroni: null, pigsty: null, snapshots: null },
  }),
);
const nothing = (): void => undefined;
const log = { debug: nothing, info: nothing, warn: (...words: unknown[]) => fail(words), error: nothing };
function fail(words: readonly unknown[]): never {
  throw new Error(`this is no healthy fleet: ${JSON.stringify(words)}`);
}

const redis = await connectRedis(process.argv[2] ?? '', { role: 'blocking', log });
const prefix = taggedPrefix(`bench-${clusters.length}`);
const nobody = { users: [], groups: [] };
const rule = { required: 1, expiresMs: 60_000, typed: false };
const settings: Settings = {
  ...{ language: 'en', redis: { url: '', prefix: '' }, clusters, channels: [] },
  access: { viewers: { channels: true, ...nobody }, operators: nobody, approvers: nobody, terminal: {} },
  approvals: { production: rule, staging: rule, development: rule, destructive: rule },
};

/** Each round is 15 seconds after the one before for whoever looks, and follows it at once. */
let ahead = 0;
const clock = (): number => Date.now() + ahead;
const before = await used();
const readers = new Map(clusters.map(each => [each.name, openEtcdReader(each, log, clock)]));
const world: WatchWorld = {
  ...{ settings, clock, log, reader: name => readers.get(name) ?? null },
  watches: openWatches(redis, prefix, watchedRecords, log),
  history: openHistory(redis, prefix),
  announcer: { announce: async message => fail([message]) },
  backups: async () => null,
  offer: async () => [],
  webhooks: async () => undefined,
};

async function look(name: string): Promise<void> {
  const lease = openLease(redis, prefix, `watch:${name}`);
  await lease.take('bench', 30_000);
  await watch(name, world);
  await lease.rest('bench', 1);
}

async function round(): Promise<number> {
  ahead += watchDefaults.everyMs;
  const left = clusters.map(({ name }) => name);
  const started = performance.now();
  const work = async (): Promise<void> => {
    for (let name = left.pop(); name !== undefined; name = left.pop()) await look(name);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return performance.now() - started;
}

/** Twice: what a connection that was closed leaves is found the second time. */
async function used(): Promise<number> {
  for (let times = 0; times < 2; times += 1) {
    globalThis.gc?.();
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** What is cheap because it failed is not measured. */
async function checkHealth(): Promise<void> {
  for (const { name } of clusters) {
    const last = (await world.history.since(name, clock() - 60_000, clock())).at(-1);
    const loads = Object.keys((await world.history.readings(name)).at(-1)?.loads ?? {});
    if (last?.healthy !== 3 || last.revision === null || loads.length !== 3) fail([name, last, loads]);
  }
}

const written = async (): Promise<number> =>
  Number(/aof_current_size:(\d+)/.exec(await redis.info('persistence'))?.[1]);

for (let index = 0; index < WARM_UP; index += 1) await round();
const [bytesBefore, cpuBefore] = [await written(), process.cpuUsage()];
const rounds: number[] = [];
for (let index = 0; index < ROUNDS; index += 1) rounds.push(await round());
const cpu = process.cpuUsage(cpuBefore);
const bytes = (await written()) - bytesBefore;
await checkHealth();
const surveys = ROUNDS * clusters.length;
const result: Watched = {
  clusters: clusters.length,
  round: median(rounds),
  processor: (cpu.user + cpu.system) / 1_000 / surveys,
  heap: (await used()) - before,
  peak: process.resourceUsage().maxRSS * 1024,
  bytes: bytes / surveys,
};
process.stdout.write(`${JSON.stringify(result)}\n`);
await Promise.all([...readers.values()].map(reader => reader.close()));
await disconnectRedis(redis);
