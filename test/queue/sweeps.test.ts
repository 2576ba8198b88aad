import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { succeed } from '../../src/core/result.ts';
import { type ServeSweeps, type Swept, serveSweeps } from '../../src/queue/sweeps.ts';
import { openLease } from '../../src/store/lease.ts';
import { aRedis, type TestRedis } from '../store/a-redis.ts';
import { aStore } from '../store/a-store.ts';
import { anOperation, aRecord } from '../store/an-operation.ts';
import { silent } from './silence.ts';

let redis: TestRedis;
const closers: (() => Promise<unknown>)[] = [];
let worlds = 0;
const soon = { timeout: 10_000, interval: 10 };

beforeAll(async () => {
  redis = await aRedis();
});
afterAll(async () => {
  for (const close of closers.reverse()) await close();
  await redis.remove();
});

async function aWorld() {
  worlds += 1;
  const store = await aStore(redis.url, `{sweeps${worlds}}`);
  closers.push(store.close);
  let workers = 0;
  const serve = (sweep: ServeSweeps['sweep'], more: Partial<ServeSweeps> = {}) => {
    workers += 1;
    const served = serveSweeps({
      ...store,
      ...{ lease: openLease(store.redis, store.prefix, 'sweep'), holder: `worker-${workers}`, log: silent },
      ...{ sweep, everyMs: 200, behindMs: -1_000 },
      ...more,
    });
    closers.push(served.close);
    return served;
  };
  return { ...store, serve };
}

const names = ({ open, behind }: Swept) => [open.map(({ id }) => id), behind.map(({ id }) => id)];

describe.concurrent('a sweep', () => {
  it('finds what is open and whose card is behind, and finds nothing more when all is done', async () => {
    const { operations, cards, serve } = await aWorld();
    await operations.create(anOperation('op-a'), aRecord('op-a'));
    await operations.create(anOperation('op-b', { askedAt: 2_000 }), aRecord('op-b'));
    await cards.shown('op-b', 0);
    const found: unknown[] = [];
    serve(async swept => void found.push(names(swept)));
    await vi.waitFor(() => expect(found.at(-1)).toEqual([['op-b', 'op-a'], ['op-a']]), soon);
    for (const id of ['op-a', 'op-b']) {
      await operations.transition(id, operation =>
        succeed({ operation: { ...operation, state: 'cancelled' }, audit: aRecord(id) }),
      );
    }
    await vi.waitFor(() => expect(found.at(-1)).toEqual([[], ['op-a', 'op-b']]), soon);
    await cards.shown('op-a', 1);
    await cards.shown('op-b', 1);
    const count = found.length;
    await vi.waitFor(async () => expect(await cards.behind(-1_000, 9)).toEqual([]), soon);
    expect(found.length - count).toBeLessThanOrEqual(1);
  });

  it('is made by one worker at a time, and not more often than asked for', async () => {
    const { operations, serve } = await aWorld();
    await operations.create(anOperation('op-a'), aRecord('op-a'));
    let running = 0;
    const times: number[] = [];
    const sweep = async () => {
      times.push(Date.now());
      running += 1;
      expect(running).toBe(1);
      await new Promise(setImmediate);
      running -= 1;
    };
    for (let workers = 0; workers < 4; workers++) serve(sweep);
    await vi.waitFor(() => expect(times.length).toBeGreaterThan(5), soon);
    for (const [index, time] of times.slice(1).entries()) {
      expect(time - (times[index] ?? 0)).toBeGreaterThan(140);
    }
  });

  it('is tried again after an error', async () => {
    const { operations, serve } = await aWorld();
    await operations.create(anOperation('op-a'), aRecord('op-a'));
    let times = 0;
    serve(async () => {
      times += 1;
      if (times === 1) throw new Error('no Redis');
    });
    await vi.waitFor(() => expect(times).toBeGreaterThan(1), soon);
  });

  it('goes on around an operation that cannot be read', async () => {
    const { operations, redis: connection, prefix, serve } = await aWorld();
    await operations.create(anOperation('op-a'), aRecord('op-a'));
    await operations.create(anOperation('op-b'), aRecord('op-b'));
    await connection.hset(`${prefix}:operation:op-a`, 'record', '{}');
    const found: unknown[] = [];
    serve(async swept => void found.push(names(swept)));
    await vi.waitFor(() => expect(found[0]).toEqual([['op-b'], ['op-b']]), soon);
  });

  it('gives whoever changed an operation the time to show it', async () => {
    const { operations, serve } = await aWorld();
    await operations.create(anOperation('op-a'), aRecord('op-a'));
    const found: unknown[] = [];
    serve(async swept => void found.push(names(swept)), { behindMs: 1_000 });
    await vi.waitFor(() => expect(found[0]).toEqual([['op-a'], []]), soon);
    await vi.waitFor(() => expect(found.at(-1)).toEqual([['op-a'], ['op-a']]), soon);
  });

  it('that runs is waited for when its worker stops', async () => {
    const { operations, serve } = await aWorld();
    await operations.create(anOperation('op-a'), aRecord('op-a'));
    const log: string[] = [];
    const served = serve(async () => {
      log.push('begun');
      await vi.waitFor(() => expect(log).toContain('stopping'), soon);
      log.push('ended');
    });
    await vi.waitFor(() => expect(log).toEqual(['begun']), soon);
    log.push('stopping');
    await served.close();
    expect(log).toEqual(['begun', 'stopping', 'ended']);
  });
});
