import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RAW_EVERY_MS, RAW_KEPT_MS, THIN_EVERY_MS, THIN_KEPT_MS } from '../../src/core/history/history.ts';
import type { Load, Reading } from '../../src/core/history/load.ts';
import type { Sample } from '../../src/core/history/sample.ts';
import { watchDefaults } from '../../src/core/settings.ts';
import { openHistory } from '../../src/store/history.ts';
import { writeReading } from '../../src/store/readings.ts';
import { aRedis, type TestRedis } from './a-redis.ts';
import { type AStore, aStore } from './a-store.ts';

let redis: TestRedis;
let store: AStore;

beforeAll(async () => {
  redis = await aRedis();
  store = await aStore(redis.url, '{history}');
});
afterAll(async () => {
  await store.close();
  await redis.remove();
});
beforeEach(async () => {
  await store.redis.flushall();
});

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const START = Date.UTC(2026, 0, 1);

const sample = (at: number, fsync: number | null = 0.002, healthy = 3): Sample => ({
  ...{ at, revision: at - START, quota: 2 ** 31, leader: 'etcd-1', healthy, voters: 3 },
  members: ['etcd-1', 'etcd-2', 'etcd-3'].map(name => ({
    name,
    dbSize: 20_480,
    dbSizeInUse: null,
    fsync,
    commit: 0.01,
  })),
});
const reading = (at: number, loads: Reading['loads'] = {}): Reading => ({
  ...{ at, revision: 7, size: 20_480, loads, applied: { 'http://10.0.0.1:2379': 9 }, hashed: null },
});
const openIt = () => openHistory(store.redis, store.prefix);

const aLoad = (count: number, bounds: readonly number[]): Load => {
  const histogram = { bounds, counts: bounds.map((_, index) => count + index), total: count * 2 };
  return {
    ...{ fsync: histogram, commit: histogram, peers: histogram, requests: null },
    counters: {
      ...{ leaderChanges: 1, failedProposals: 2, slowApplies: 3 },
      ...{ failedHeartbeats: null, requests: 100_000, failedRequests: 6, failedSends: 9 },
    },
    methods: { Range: { requests: 70, failed: 6 } },
    startedAt: START,
  };
};

describe('the last hours', () => {
  it('are told by one sample of every five minutes, over midnight, too', async () => {
    const history = openIt();
    const until = START + DAY + 60 * MINUTE;
    for (let at = until - 5 * 60 * MINUTE; at <= until; at += MINUTE)
      await history.append('prod', sample(at), reading(at));
    const times = (await history.lately('prod', until - 4 * 60 * MINUTE, until)).map(({ at }) => (until - at) / MINUTE);
    expect(times).toEqual(Array.from({ length: 48 }, (_, index) => 236 - index * 5));
    expect(await history.lately('other', until - 4 * 60 * MINUTE, until)).toEqual([]);
  });
});

describe('what was counted', () => {
  it('is told minute by minute of a quarter of an hour, the newest last', async () => {
    const history = openIt();
    for (let at = START; at <= START + 30 * MINUTE; at += 15_000) await history.append('prod', sample(at), reading(at));
    const times = (await history.readings('prod')).map(({ at }) => (at - START) / MINUTE);
    expect(times).toEqual(Array.from({ length: 16 }, (_, index) => 15 + index));
  });

  it('is read past what another version wrote', async () => {
    const history = openIt();
    await history.append('prod', sample(START), reading(START));
    const [key = ''] = (await store.redis.keys('*')).filter(each => each.endsWith(':last'));
    await store.redis.hset(key, 'reading', '{"old":1}');
    expect(await history.readings('prod')).toEqual([reading(START)]);
    await history.append('prod', sample(START + 15_000), reading(START + 15_000));
    expect(await history.readings('prod')).toEqual([reading(START), reading(START + 15_000)]);
  });
});

describe('what a cluster was like', () => {
  it('is told as it was remembered, oldest first, and of each cluster by itself', async () => {
    const history = openIt();
    const samples = [0, 15_000, 30_000].map(ms => sample(START + ms));
    for (const each of samples) await history.append('prod', each, reading(each.at));
    expect(await history.since('prod', START, START + MINUTE)).toEqual(samples);
    expect(await history.since('prod', START + 1, START + MINUTE)).toEqual(samples.slice(1));
    expect(await history.since('dev', START, START + MINUTE)).toEqual([]);
  });

  it('is thinned for longer ago, with latencies and losses at their worst', async () => {
    const history = openIt();
    for (let at = 0; at < 30 * MINUTE; at += MINUTE) {
      await history.append(
        'prod',
        sample(START + at, at === 7 * MINUTE ? 0.5 : 0.002, at === 12 * MINUTE ? 2 : 3),
        reading(START + at),
      );
    }
    const now = START + RAW_KEPT_MS + DAY;
    const old = await history.since('prod', START, now);
    expect(old).toHaveLength(5);
    expect(old.map(({ members }) => members[0]?.fsync)).toEqual([0.002, 0.5, 0.002, 0.002, 0.002]);
    expect(old.map(({ healthy }) => healthy)).toEqual([3, 3, 2, 3, 3]);
  });

  it('is told without a gap and without doubles where the two meet', async () => {
    const history = openIt();
    const now = START + 4 * DAY;
    for (let at = START; at < now; at += 5 * MINUTE) await history.append('prod', sample(at), reading(at));
    const all = await history.since('prod', START, now);
    const times = all.map(({ at }) => at);
    expect(new Set(times).size).toBe(times.length);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    const widest = Math.max(...times.slice(1).map((at, index) => at - (times[index] ?? 0)));
    expect(widest).toBeLessThanOrEqual(10 * MINUTE);
    expect(times[0]).toBe(START);
  });

  it('takes less than 2 KB for a survey, and goes by itself', async () => {
    const history = openIt();
    const bounds = Array.from({ length: 14 }, (_, index) => 0.001 * 2 ** index);
    const load = aLoad(1_000_000, bounds);
    const loads = Object.fromEntries([1, 2, 3].map(n => [`https://10.0.0.${n}:2379`, load]));
    const whole: Reading = { ...reading(START, loads), hashed: { at: START, outcome: 'differ', who: ['etcd-2'] } };
    await history.append('prod', sample(START), whole);
    expect(await history.readings('prod')).toEqual([whole]);
    const keys = (await store.redis.keys('*')).filter(key => key.includes(':raw:'));
    expect(keys).toHaveLength(1);
    for (const key of keys) {
      expect((await store.redis.lrange(key, 0, -1)).join('').length).toBeLessThan(400);
      expect(await store.redis.pttl(key)).toBeGreaterThan(RAW_KEPT_MS);
    }
    expect(writeReading(whole).length + writeReading(whole).length / 4).toBeLessThan(2_048);
  });

  it('takes no more room however often it is looked at, and forgets nothing of the worst in between', async () => {
    const history = openIt();
    const SECOND = 1_000;
    for (let at = 0; at < 30 * MINUTE; at += SECOND)
      await history.append('prod', sample(START + at, at === 601 * SECOND ? 0.5 : 0.002), reading(START + at));
    const kept = await history.since('prod', START, START + 30 * MINUTE);
    const gaps = kept.slice(1).map(({ at }, index) => at - (kept[index]?.at ?? 0));
    expect([Math.min(...gaps), Math.max(...gaps)]).toEqual([RAW_EVERY_MS, RAW_EVERY_MS]);
    expect(kept.filter(({ members }) => members[0]?.fsync === 0.5)).toHaveLength(1);
    expect((await history.readings('prod')).at(-1)?.at).toBe(START + 30 * MINUTE - SECOND);
  });

  it('keeps every sample at the usual pace, whatever the jitter', async () => {
    const history = openIt();
    const shortest = watchDefaults.everyMs * 0.9;
    for (let n = 0; n < 20; n += 1)
      await history.append('prod', sample(START + n * shortest), reading(START + n * shortest));
    expect(await history.since('prod', START, START + 20 * shortest)).toHaveLength(20);
  });

  it('takes at most 8 MB of a cluster of three members for all of sixty days, and goes by itself', async () => {
    const history = openIt();
    const bounds = Array.from({ length: 14 }, (_, index) => 0.001 * 2 ** index);
    const endpoints = [1, 2, 3].map(n => `https://10.0.0.${n}:2379`);
    const at = (ms: number) => {
      const loads = Object.fromEntries(endpoints.map(endpoint => [endpoint, aLoad(3_153_600_000 + ms, bounds)]));
      return history.append('prod', sample(START + ms), reading(START + ms, loads));
    };
    const HOUR = 60 * MINUTE;
    for (let ms = 0; ms < HOUR; ms += RAW_EVERY_MS) await at(ms);
    for (let ms = HOUR; ms <= DAY; ms += THIN_EVERY_MS) await at(ms);
    const keys = await store.redis.keys('*');
    const sized = await Promise.all(
      keys.map(async key => ({
        ...{ key, bytes: Number(await store.redis.call('MEMORY', 'USAGE', key, 'SAMPLES', '0')) },
        expires: await store.redis.pttl(key),
      })),
    );
    const most = (part: string) => Math.max(...sized.filter(({ key }) => key.includes(part)).map(({ bytes }) => bytes));
    const all =
      most(':raw:') * (RAW_KEPT_MS / HOUR + 2) +
      most(':thin:') * (THIN_KEPT_MS / DAY + 2) +
      most(':minutes') +
      most(':last');
    expect(all, `${all} bytes`).toBeLessThan(8 * 1024 * 1024);
    for (const { key, expires } of sized) {
      const kept = key.includes(':raw:') || key.endsWith(':minutes') ? RAW_KEPT_MS : THIN_KEPT_MS;
      expect(expires, key).toBeGreaterThan(kept - MINUTE);
      expect(expires, key).toBeLessThanOrEqual(kept + DAY);
    }
  });

  it('survives a Redis that dies', async () => {
    await openIt().append('prod', sample(START), reading(START));
    await openIt().append('prod', sample(START + 5_000, 0.5), reading(START + 5_000));
    await redis.kill();
    await redis.restart();
    await openIt().append('prod', sample(START + 15_000), reading(START + 15_000));
    const kept = await openIt().since('prod', START, START + MINUTE);
    expect(kept.map(({ at, members }) => [at - START, members[0]?.fsync])).toEqual([
      [0, 0.002],
      [15_000, 0.5],
    ]);
    expect((await openIt().readings('prod')).map(({ at }) => at - START)).toEqual([0, 15_000]);
  });

  it('is read past what is broken, and survives a restart of whoever reads', async () => {
    const history = openIt();
    await history.append('prod', sample(START), reading(START));
    const [key] = (await store.redis.keys('*')).filter(each => each.includes(':raw:'));
    await store.redis.rpush(key ?? '', '[broken', '{}', '[1,2]');
    await openIt().append('prod', sample(START + 15_000), reading(START + 15_000));
    expect((await openIt().since('prod', START, START + MINUTE)).map(({ at }) => at)).toEqual([START, START + 15_000]);
  });
});
