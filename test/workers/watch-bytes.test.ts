import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Snapshot } from '../../src/core/cluster.ts';
import type { Histogram } from '../../src/core/history/histogram.ts';
import type { Load } from '../../src/core/history/load.ts';
import { watchDefaults } from '../../src/core/settings.ts';
import { watchedRecords } from '../../src/queue/wire/watched.ts';
import { openHistory } from '../../src/store/history.ts';
import { openLease } from '../../src/store/lease.ts';
import { openWatches } from '../../src/store/watches.ts';
import { watch } from '../../workers/watch.ts';
import type { WatchWorld } from '../../workers/watch-world.ts';
import { aCluster } from '../a-cluster.ts';
import { settingsOf } from '../etcd/a-lab.ts';
import { silent } from '../queue/silence.ts';
import { aRedis, type TestRedis } from '../store/a-redis.ts';
import { type AStore, aStore } from '../store/a-store.ts';
import { settingsFor } from './a-change-world.ts';

let redis: TestRedis;
let store: AStore;
beforeAll(async () => {
  redis = await aRedis();
  store = await aStore(redis.url, '{etcd-chatops}');
});
afterAll(async () => {
  await store.close();
  await redis.remove();
});

/** What a member has counted that has written a hundred times a second for a year; most of it falls into a few buckets. */
const YEAR = 3_153_600_000;
const START = 1_767_225_600_123;
const SHARES = [0.2, 0.61, 0.93, 0.98, 0.995, 0.999, 0.9999, 0.99999, 1, 1, 1, 1, 1, 1];

const unlike = (seed: number): number => Math.abs(Math.sin(seed * 12.9898) * 0.05);

function afterAYear(at: number, member: number): Load {
  const total = YEAR + Math.floor((at - START) / 10) + member * 7;
  const counted = (factor: number): Histogram => ({
    bounds: SHARES.map((_, index) => factor * 2 ** index),
    // No two members have the same digits.
    counts: SHARES.map((share, index) =>
      Math.floor(total * (share - (1 - share) * unlike(index + member * 31 + factor))),
    ),
    total,
  });
  return {
    ...{ fsync: counted(0.001), commit: counted(0.001), peers: counted(0.0001), requests: null },
    counters: {
      ...{ leaderChanges: 12, failedProposals: 345, slowApplies: 67_890, failedHeartbeats: 1_234 },
      ...{ requests: total, failedRequests: 123_456, failedSends: 1_234_567 + member },
    },
    methods: Object.fromEntries(
      ['Range', 'Txn', 'LeaseGrant', 'Authenticate'].map((method, index) => [
        method,
        { requests: Math.floor(total * unlike(index + 1 + member)), failed: 4_567 * (index + 1) + member },
      ]),
    ),
    startedAt: 1_735_689_600_123,
  };
}

const within = (snapshot: Snapshot, at: number): Snapshot => ({
  ...snapshot,
  takenAt: at,
  endpoints: snapshot.endpoints.map((report, index) => {
    const { metrics } = report;
    return metrics.ok
      ? { ...report, metrics: { ok: true, value: { ...metrics.value, load: afterAYear(at, index) } } }
      : report;
  }),
});

/** Bytes that Redis writes while these clusters are looked at so often, every 15 seconds. */
async function writtenWatching(names: readonly string[], surveys: number) {
  let now = START;
  const clusters = new Map(names.map(name => [name, aCluster(name).snapshot()]));
  const snapshotOf = (name: string): Snapshot => within(clusters.get(name) ?? aCluster(name).snapshot(), now);
  const world: WatchWorld = {
    settings: settingsFor(
      [...clusters].map(([name, { endpoints }]) =>
        settingsOf(
          endpoints.map(({ endpoint }) => endpoint),
          { name },
        ),
      ),
    ),
    reader: name => ({ survey: async () => snapshotOf(name), close: async () => undefined }),
    ...{ log: silent, clock: () => now },
    watches: openWatches(store.redis, store.prefix, watchedRecords, silent),
    history: openHistory(store.redis, store.prefix),
    announcer: { announce: async () => undefined },
    backups: async () => null,
    offer: async () => [],
    webhooks: async () => undefined,
  };
  const look = async (name: string): Promise<void> => {
    const lease = openLease(store.redis, store.prefix, `watch:${name}`);
    await lease.take('worker', 30_000);
    await watch(name, world);
    await lease.rest('worker', 1);
  };
  const written = async () => Number(/aof_current_size:(\d+)/.exec(await store.redis.info('persistence'))?.[1]);
  const before = await written();
  for (let survey = 0; survey < surveys; survey += 1) {
    now += watchDefaults.everyMs;
    for (const name of names) await look(name);
  }
  for (const [name, { endpoints }] of clusters) {
    const [reading] = (await world.history.readings(name)).slice(-1);
    const expected = endpoints.map(({ endpoint }, index) => [endpoint, afterAYear(now, index)]);
    expect(reading?.loads).toEqual(Object.fromEntries(expected));
  }
  return (await written()) - before;
}

it('watching three members makes Redis write at most 2 KB for a survey, all that it takes counted', async () => {
  const SURVEYS = 80;
  const each = (await writtenWatching(['production-eu-west'], SURVEYS)) / SURVEYS;
  expect(each, `${each} bytes`).toBeLessThanOrEqual(2_048);
});

it('watching four times as many clusters makes Redis write four times as much, and no more', async () => {
  const SURVEYS = 40;
  const named = (count: number, kind: string) => Array.from({ length: count }, (_, n) => `${kind}-${n + 10}`);
  const few = await writtenWatching(named(5, 'few'), SURVEYS);
  const many = await writtenWatching(named(20, 'lot'), SURVEYS);
  expect(many / few, `${many} to ${few} bytes`).toBeGreaterThan(3.8);
  expect(many / few, `${many} to ${few} bytes`).toBeLessThan(4.2);
});
