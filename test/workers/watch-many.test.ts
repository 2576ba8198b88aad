import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Announcement } from '../../src/core/announcement.ts';
import type { EtcdReader } from '../../src/core/ports.ts';
import { type Settings, watchDefaults } from '../../src/core/settings.ts';
import { EVERYWHERE } from '../../src/core/watch/watched-names.ts';
import { watchedRecords } from '../../src/queue/wire/watched.ts';
import { openHistory } from '../../src/store/history.ts';
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
  store = await aStore(redis.url, '{many}');
});
afterAll(async () => {
  await store.close();
  await redis.remove();
});

const names = Array.from({ length: 200 }, (_, index) => `c-${index}`);

/** 200 clusters in one channel, watched through a real store; what they look like can be changed, and the clock with it. */
function manyClusters() {
  const state = { now: Date.UTC(2026, 0, 1), silent: new Set<string>() };
  const announced: Announcement[] = [];
  const looks = new Map(names.map(name => [name, [aCluster(name), aCluster(name).allFailing('unreachable')] as const]));
  const reader = (name: string): EtcdReader => ({
    survey: async () => {
      const [well, away] = looks.get(name) ?? [aCluster(name), aCluster(name)];
      return { ...(state.silent.has(name) ? away : well).snapshot(), takenAt: state.now };
    },
    close: async () => undefined,
  });
  const base = settingsFor(names.map(name => settingsOf(['http://10.0.0.1:2379'], { name })));
  const settings: Settings = {
    ...base,
    channels: [{ id: 'C1', cluster: null, language: 'en', reports: null, alerts: true }],
  };
  const world: WatchWorld = {
    ...{ settings, reader, log: silent, clock: () => state.now },
    watches: openWatches(store.redis, store.prefix, watchedRecords, silent),
    history: openHistory(store.redis, store.prefix),
    announcer: { announce: async message => void announced.push(message) },
    backups: async () => null,
    offer: async () => [],
    webhooks: async () => undefined,
  };
  const round = async (ms: number) => {
    state.now += ms;
    await Promise.all(names.map(name => watch(name, world)));
    await watch(EVERYWHERE, world);
  };
  const heads = () => announced.filter(({ thread }) => thread === null);
  return { state, announced, heads, round };
}

describe('200 clusters that fail at once', () => {
  it('are one message, and one end', async () => {
    const { state, heads, round } = manyClusters();
    await round(0);
    await round(15_000);
    expect(heads()).toEqual([]);
    state.silent = new Set(names);
    for (let n = 0; n < 8; n += 1) await round(5_000);
    expect(new Set(heads().map(({ id }) => id)).size).toBe(1);
    state.silent = new Set();
    for (let ms = 0; ms <= watchDefaults.clearMs + 10_000; ms += 10_000) await round(10_000);
    expect(new Set(heads().map(({ id }) => id)).size).toBe(1);
    expect(heads().at(-1)?.metadata).toMatchObject({ kind: 'alert', state: 'resolved' });
  });

  it('are told by themselves when a few of them stay away', async () => {
    const { state, heads, round } = manyClusters();
    state.silent = new Set(['c-7', 'c-8']);
    for (let n = 0; n < 8; n += 1) await round(5_000);
    expect(new Set(heads().map(({ id }) => id)).size).toBe(2);
    expect(new Set(heads().map(({ metadata }) => metadata.cluster))).toEqual(new Set(['c-7', 'c-8']));
  });
});
