import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Announcement } from '../../src/core/announcement.ts';
import type { EtcdReader } from '../../src/core/ports.ts';
import { type Settings, watchDefaults } from '../../src/core/settings.ts';
import { SOON_MS } from '../../src/core/watch/pace.ts';
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

const all = Array.from({ length: 200 }, (_, index) => `c-${index}`);
const fewer = all.slice(0, 40);

let worlds = 0;

/** Many clusters in one channel, watched through a real store; what they look like can be changed, and the clock with it. */
function manyClusters(names = all) {
  worlds += 1;
  const prefix = `${store.prefix}:${worlds}`;
  const state = {
    now: Date.UTC(2026, 0, 1),
    silent: new Set<string>(),
    full: new Set<string>(),
    blindToAll: false,
    dying: false,
  };
  const announced: Announcement[] = [];
  const looks = new Map(
    names.map(name => [
      name,
      {
        well: aCluster(name).snapshot(),
        away: aCluster(name).allFailing('unreachable').snapshot(),
        full: aCluster(name).alarm('etcd-1', 'NOSPACE').snapshot(),
      },
    ]),
  );
  const reader = (name: string): EtcdReader => ({
    survey: async () => {
      const look = state.silent.has(name) ? 'away' : state.full.has(name) ? 'full' : 'well';
      return { ...(looks.get(name)?.[look] ?? aCluster(name).snapshot()), takenAt: state.now };
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
    watches: openWatches(store.redis, prefix, watchedRecords, silent),
    history: openHistory(store.redis, prefix),
    announcer: {
      announce: async message => {
        if (state.dying) throw new Error('the worker dies here');
        announced.push(message);
      },
    },
    backups: async () => null,
    offer: async () => [],
    webhooks: async () => undefined,
  };
  const round = async (ms: number) => {
    state.now += ms;
    const rests = await Promise.all(names.map(name => watch(name, world)));
    if (!state.blindToAll) await watch(EVERYWHERE, world);
    return new Set(rests);
  };
  const heads = () => announced.filter(({ thread }) => thread === null);
  const rounds = async (count: number) => {
    for (let n = 0; n < count; n += 1) await round(5_000);
  };
  /** Which clusters the messages of the channel are of, all of them and those that were closed. */
  const told = () => ({
    all: [...new Set(heads().map(({ id, metadata }) => `${metadata.cluster} ${id}`))].map(each => each.split(' ')[0]),
    over: heads().flatMap(({ metadata: { state: is, cluster } }) => (is === 'resolved' ? [cluster] : [])),
  });
  return { state, world, announced, heads, round, rounds, told };
}

describe('200 clusters that fail at once', () => {
  it('are one message, and one end', async () => {
    const { state, heads, round } = manyClusters();
    expect(await round(0)).toEqual(new Set([watchDefaults.everyMs]));
    await round(15_000);
    expect(heads()).toEqual([]);
    state.silent = new Set(all);
    expect(await round(5_000)).toEqual(new Set([SOON_MS]));
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

  it('are one message where they are fewer than half', async () => {
    const { state, told, rounds } = manyClusters(fewer);
    await rounds(1);
    state.silent = new Set(fewer.slice(0, 19));
    await rounds(8);
    expect(told()).toEqual({ all: ['*'], over: [] });
    state.silent = new Set(fewer.slice(0, 3));
    await rounds(20);
    expect(new Set(told().all)).toEqual(new Set(['*', 'c-0', 'c-1', 'c-2']));
    expect(told().over).toEqual(['*']);
    state.silent = new Set();
    await rounds(15);
    expect(new Set(told().over)).toEqual(new Set(told().all));
  });

  it('are one message where they fail in any other way, too, and what comes later is told of each', async () => {
    const { state, told, rounds, announced } = manyClusters(fewer);
    await rounds(1);
    state.full = new Set(fewer);
    await rounds(8);
    expect(told()).toEqual({ all: ['*'], over: [] });
    expect(announced).toHaveLength(1);
    state.silent = new Set(['c-7']);
    await rounds(8);
    expect(told().all).toEqual(['*', 'c-7']);
    state.full = new Set();
    state.silent = new Set();
    await rounds(15);
    expect(new Set(told().over)).toEqual(new Set(['*', 'c-7']));
  });

  it('are told of each after a minute where nobody tells of all of them', async () => {
    const { state, told, rounds } = manyClusters(fewer);
    await rounds(1);
    state.blindToAll = true;
    state.full = new Set(fewer.slice(0, 6));
    await rounds(10);
    expect(told().all).toEqual([]);
    await rounds(6);
    expect(told().all).toHaveLength(6);
  });
});

it('what is wrong is written down first: when a worker dies before it has told it, the next one tells it, once', async () => {
  const { state, world, announced } = manyClusters(fewer);
  const look = () => {
    state.now += 5_000;
    return watch('c-7', world);
  };
  state.full = new Set(['c-7']);
  await look();
  state.dying = true;
  await expect(look()).rejects.toThrow('dies here');
  const left = await world.watches.load('c-7');
  expect(left.untold.map(({ story }) => story.kind)).toEqual(['began']);
  await expect(look()).rejects.toThrow('dies here');
  state.dying = false;
  await look();
  await look();
  expect(announced.map(({ id }) => id)).toEqual([`alert-${left.incident?.id}-C1`]);
  expect((await world.watches.load('c-7')).untold).toEqual([]);
});
