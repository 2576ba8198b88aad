import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { serveWatches } from '../../src/queue/watches.ts';
import { openLease } from '../../src/store/lease.ts';
import { aRedis, type TestRedis } from '../store/a-redis.ts';
import { type AStore, aStore } from '../store/a-store.ts';
import { silent } from './silence.ts';

let redis: TestRedis;
let store: AStore;

beforeAll(async () => {
  redis = await aRedis();
  store = await aStore(redis.url, '{watches}');
});
afterAll(async () => {
  await store.close();
  await redis.remove();
});

it('looks at everyone again and again, however many workers there are, one at a time, also after a look that failed', async () => {
  const looks = new Map<string, number>();
  const under = new Set<string>();
  let together = 0;
  const look = async (name: string): Promise<number> => {
    if (under.has(name)) together += 1;
    under.add(name);
    await new Promise(resolve => setImmediate(resolve));
    under.delete(name);
    const count = (looks.get(name) ?? 0) + 1;
    looks.set(name, count);
    if (name === 'bad' && count === 1) throw new Error('no');
    return 20;
  };
  const names = ['one', 'two', 'three', 'bad'];
  const lease = (name: string) => openLease(store.redis, store.prefix, `watch:${name}`);
  const workers = ['a', 'b', 'c'].map(holder =>
    serveWatches({ names, lease, look, holder, random: Math.random, log: silent, everyMs: 10 }),
  );
  await vi.waitFor(() => {
    for (const name of ['one', 'two', 'three']) expect(looks.get(name) ?? 0).toBeGreaterThan(5);
  }, 20_000);
  await vi.waitFor(() => expect(looks.get('bad') ?? 0).toBeGreaterThan(1), 20_000);
  await Promise.all(workers.map(worker => worker.close()));
  expect(together).toBe(0);
  const after = new Map(looks);
  await new Promise(resolve => setTimeout(resolve, 60));
  expect(looks).toEqual(after);
});

it.each([
  ['a tenth less than it should', 0, 13_500],
  ['as long as it should', 1, 15_000],
])('rests %s, so that not everyone is looked at in the same moment', async (_title, chance, rested) => {
  const rests: number[] = [];
  const lease = () => ({
    take: async () => rests.length === 0,
    keep: async () => true,
    rest: async (_holder: string, ms: number) => void rests.push(ms),
  });
  const options = { names: ['one'], lease, look: async () => 15_000, holder: 'a', log: silent, everyMs: 10 };
  const serving = serveWatches({ ...options, random: () => chance });
  await vi.waitFor(() => expect(rests).toEqual([rested]), 20_000);
  await serving.close();
});

it('looks alone for as long as a look takes, however long that is', async () => {
  const names = ['slow'];
  const lease = (name: string) => openLease(store.redis, `${store.prefix}:slow`, `watch:${name}`);
  let under = 0;
  let together = 0;
  let kept = 0;
  const counting = (name: string) => {
    const own = lease(name);
    const keep: typeof own.keep = async (holder, holdMs) => {
      const held = await own.keep(holder, holdMs);
      kept += held ? 1 : 0;
      return held;
    };
    return { ...own, keep };
  };
  // It ends only when it was held for longer than a lease lasts.
  const look = async () => {
    under += 1;
    together = Math.max(together, under);
    await vi.waitFor(() => expect(kept).toBeGreaterThan(3), 20_000);
    under -= 1;
    return 60_000;
  };
  const base = { names, lease: counting, look, random: Math.random, log: silent, everyMs: 50, holdMs: 6_000 };
  const workers = ['a', 'b'].map(holder => serveWatches({ ...base, holder }));
  await vi.waitFor(() => expect(kept).toBeGreaterThan(3), 20_000);
  await Promise.all(workers.map(worker => worker.close()));
  expect(together).toBe(1);
});
