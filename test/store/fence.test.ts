import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFence } from '../../src/store/fence.ts';
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

describe('the fence of a cluster', () => {
  it('is held by whoever took it last, and by nobody before', async () => {
    const { takeFence, holdsFence } = openFence(connection, '{fence1}');
    const first = await takeFence('prod');
    expect(await holdsFence('prod', first)).toBe(true);
    const second = await takeFence('prod');
    expect([await holdsFence('prod', first), await holdsFence('prod', second)]).toEqual([false, true]);
    expect(await holdsFence('lab', second)).toBe(false);
  });

  it('is never given twice, and only grows', async () => {
    const { takeFence } = openFence(connection, '{fence2}');
    const taken: number[] = [];
    for (let index = 0; index < 200; index++) taken.push(await takeFence('prod'));
    expect(taken.every((fence, index) => index === 0 || fence > (taken[index - 1] ?? 0))).toBe(true);
  });

  it('stays newer than all before when Redis forgot them', async () => {
    const { takeFence, holdsFence } = openFence(connection, '{fence3}');
    const lost = await takeFence('prod');
    await connection.del('{fence3}:fence:prod');
    expect(await holdsFence('prod', lost)).toBe(false);
    expect(await takeFence('prod')).toBeGreaterThan(lost);
  });
});
