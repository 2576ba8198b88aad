import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { decodePatroni } from '../../src/core/patroni/decode.ts';
import { impactOf } from '../../src/core/patroni/impact-of.ts';
import { pictureOf } from '../../src/core/patroni/picture.ts';
import { openPictures } from '../../src/store/pictures.ts';
import { connectRedis, disconnectRedis, type RedisConnection, taggedPrefix } from '../../src/store/redis.ts';
import { dumps, readDump } from '../a-dump.ts';
import { aPostgres } from '../a-postgres.ts';
import { silent } from '../queue/silence.ts';
import { aRedis, type TestRedis } from './a-redis.ts';

const prefix = taggedPrefix('test');
let redis: TestRedis;
let connection: RedisConnection;

beforeAll(async () => {
  redis = await aRedis();
  connection = await connectRedis(redis.url, { role: 'producer', log: silent });
});
beforeEach(() => connection.flushall());
afterAll(async () => {
  await disconnectRedis(connection);
  await redis.remove();
});

const stateOf = (dump: string) => ({
  clusters: decodePatroni(
    '/pg/',
    readDump(dump).map(({ lease, ...kv }) => ({ ...kv, lease: lease === null ? null : { left: 20, granted: 30 } })),
  ),
  reach: {},
});

describe('the last picture of PostgreSQL', () => {
  it.each(dumps)('comes back as it was kept, and is judged alike: %s', async dump => {
    const pictures = openPictures(connection, prefix);
    const state = stateOf(dump);
    const picture = pictureOf(5, state);
    await pictures.keep('prod', picture);
    const back = await pictures.last('prod');
    expect(back).toEqual(picture);
    expect(back?.state.clusters.map(cluster => impactOf(cluster, { reach: {} }))).toEqual(
      state.clusters.map(cluster => impactOf(cluster, { reach: {} })),
    );
  });

  it('is that of its own etcd, and forgotten after a month', async () => {
    const pictures = openPictures(connection, prefix);
    await pictures.keep('prod', pictureOf(5, aPostgres().keys({ config: 'broken' }).failover(null).state()));
    expect(await pictures.last('stage')).toBeNull();
    expect(await connection.ttl(`${prefix}:postgres:prod`)).toBeGreaterThan(29 * 24 * 3600);
  });

  it('holds nothing of the configuration of PostgreSQL, of tags or of connections', async () => {
    await openPictures(connection, prefix).keep('prod', pictureOf(5, stateOf('p415-07-slot-pending-restart')));
    const json = await connection.get(`${prefix}:postgres:prod`);
    expect(json).toContain('127.0.9.21:8008');
    expect(json).not.toMatch(/max_connections|postgres:\/\/|clonefrom|wal_level/);
  });

  it.each(['{', '{"seenAt":1}', '[]'])('that cannot be read counts as none: %s', async text => {
    await connection.set(`${prefix}:postgres:prod`, text);
    expect(await openPictures(connection, prefix).last('prod')).toBeNull();
  });

  it('is bounded', async () => {
    const { clusters } = aPostgres().state();
    const many = Array.from({ length: 700 }, () => clusters).flat();
    const picture = pictureOf(5, { clusters: many, reach: {} });
    expect(picture.state).toMatchObject({ partial: true });
    expect(picture.state.clusters).toHaveLength(500);
    const huge = 'x'.repeat(3 * 1024 * 1024);
    const pictures = openPictures(connection, prefix);
    await pictures.keep('prod', { seenAt: 5, state: aPostgres(huge).state() });
    expect(await pictures.last('prod')).toBeNull();
  });
});
