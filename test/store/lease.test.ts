import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openLease } from '../../src/store/lease.ts';
import { connectRedis, disconnectRedis, type RedisConnection } from '../../src/store/redis.ts';
import { silent } from '../queue/silence.ts';
import { aRedis, type TestRedis } from './a-redis.ts';

let redis: TestRedis;
let connection: RedisConnection;

beforeAll(async () => {
  redis = await aRedis();
  connection = await connectRedis(redis.url, { role: 'blocking', log: silent });
});
afterAll(async () => {
  await disconnectRedis(connection);
  await redis.remove();
});

describe('a lease', () => {
  it('is held by one of many who want it', async () => {
    const lease = openLease(connection, '{lease1}', 'sweep');
    const taken = await Promise.all(Array.from({ length: 10 }, (_, index) => lease.take(`w${index}`, 60_000)));
    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  it('ends by itself when its holder is lost', async () => {
    const lease = openLease(connection, '{lease2}', 'sweep');
    expect(await lease.take('lost', 30)).toBe(true);
    await vi.waitFor(async () => expect(await lease.take('next', 60_000)).toBe(true), { interval: 5 });
  });

  it('rests before the next one takes it, and only its holder can have it rest', async () => {
    const lease = openLease(connection, '{lease3}', 'sweep');
    await lease.take('one', 60_000);
    await lease.rest('two', 1);
    expect(await lease.take('two', 60_000)).toBe(false);
    await lease.rest('one', 300);
    expect(await lease.take('two', 60_000)).toBe(false);
    expect(await connection.pttl('{lease3}:lease:sweep')).toBeGreaterThan(100);
    await vi.waitFor(async () => expect(await lease.take('two', 60_000)).toBe(true), { interval: 10 });
  });
});
