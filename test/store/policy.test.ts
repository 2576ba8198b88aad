import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkRedis, describeFinding } from '../../src/store/policy.ts';
import { connectRedis, disconnectRedis, type RedisConnection, RedisUnreachable } from '../../src/store/redis.ts';
import { silent } from '../queue/silence.ts';
import { aRedis, type TestRedis } from './a-redis.ts';

let redis: TestRedis;
let connection: RedisConnection;

beforeAll(async () => {
  redis = await aRedis();
  connection = await connectRedis(redis.url, { role: 'producer', log: silent });
});
afterAll(async () => {
  await disconnectRedis(connection);
  await redis.remove();
});

const codes = async (on: RedisConnection = connection) => {
  const { problems, warnings } = await checkRedis(on);
  for (const finding of [...problems, ...warnings])
    expect(describeFinding(finding)).toContain(`127.0.0.1:${redis.port}`);
  return [problems.map(({ code }) => code), warnings.map(({ code }) => code)];
};

describe('the policy of a Redis', () => {
  it('is fine with an append-only file and without eviction', async () => {
    expect(await codes()).toEqual([[], []]);
  });

  it.each(['allkeys-lru', 'volatile-lru', 'allkeys-random'])('is refused when it evicts: %s', async policy => {
    await connection.config('SET', 'maxmemory-policy', policy);
    expect(await codes()).toEqual([['evicting'], []]);
    await connection.config('SET', 'maxmemory-policy', 'noeviction');
  });

  it('is warned of without persistence, with snapshots only, and where CONFIG is forbidden', async () => {
    await connection.config('SET', 'appendonly', 'no');
    expect(await codes()).toEqual([[], ['no_persistence']]);
    await connection.config('SET', 'save', '3600 1');
    expect(await codes()).toEqual([[], ['snapshots_only']]);
    await connection.call('ACL', 'SETUSER', 'managed', 'on', '>secret', '~*', '&*', '+@all', '-config');
    const url = `redis://managed:secret@127.0.0.1:${redis.port}`;
    const managed = await connectRedis(url, { role: 'producer', log: silent });
    expect(await codes(managed)).toEqual([[], ['persistence_unknown']]);
    await disconnectRedis(managed);
    await connection.config('SET', 'appendonly', 'yes');
  });
});

describe('connecting', () => {
  it('gives up in time and names the host, not the password', async () => {
    const error = await connectRedis('redis://:secret@127.0.0.1:1', {
      role: 'producer',
      log: silent,
      withinMs: 200,
    }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RedisUnreachable);
    expect(String(error)).toContain('127.0.0.1:1');
    expect(String(error)).not.toContain('secret');
  });
});
