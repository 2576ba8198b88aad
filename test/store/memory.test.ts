import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectRedis, disconnectRedis, type RedisConnection, taggedPrefix } from '../../src/store/redis.ts';
import { openReports } from '../../src/store/reports.ts';
import { openSeen } from '../../src/store/seen.ts';
import { openStanding } from '../../src/store/standing.ts';
import { openTicks } from '../../src/store/ticks.ts';
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

describe('the guard against duplicates', () => {
  it('lets one of many bots have a delivery, and forgets it after a quarter of an hour', async () => {
    const seen = openSeen(connection, prefix);
    const firsts = await Promise.all(Array.from({ length: 5 }, () => seen.first('Ev1')));
    expect(firsts.filter(Boolean)).toHaveLength(1);
    expect(await seen.first('Ev2')).toBe(true);
    const left = await connection.pttl(`${prefix}:seen:Ev1`);
    expect(left).toBeGreaterThan(14 * 60_000);
    expect(left).toBeLessThanOrEqual(15 * 60_000);
  });
});

describe('the memory of reports', () => {
  const baseline = {
    version: 1,
    at: 5,
    members: [{ id: 'a1', name: 'etcd-1', version: '3.5.16', healthy: true }],
    leader: 'a1',
    dbSize: 100,
    revision: null,
    alarms: [],
    patroni: ['main'],
  } as const;

  it('gives back what was kept, by channel and cluster', async () => {
    const reports = openReports(connection, prefix);
    await reports.keepReport('C1', 'prod', baseline);
    expect(await reports.lastReport('C1', 'prod')).toEqual(baseline);
    expect(await reports.lastReport('C1', 'stage')).toBeNull();
  });

  it.each(['{', '{"version":2}', '[]'])('takes what it cannot read for nothing: %s', async text => {
    await connection.hset(`${prefix}:reports`, 'C1 prod', text);
    expect(await openReports(connection, prefix).lastReport('C1', 'prod')).toBeNull();
  });
});

describe('the memory of ticks', () => {
  it('never goes back', async () => {
    const ticks = openTicks(connection, prefix);
    expect(await ticks.lastTold('a')).toBeNull();
    for (const tick of [2_000, 1_000]) await ticks.told('a', tick);
    expect(await ticks.lastTold('a')).toBe(2_000);
  });

  it('gives a tick to one of many', async () => {
    const ticks = openTicks(connection, prefix);
    expect(await Promise.all([1, 2, 3].map(() => ticks.claim('a', 1, 1_000)))).toEqual([true, false, false]);
    await ticks.unclaim('a', 1);
    expect(await ticks.claim('a', 1, 1_000)).toBe(true);
  });
});

describe('what the bot publishes of people', () => {
  it('comes back with its age, for workers to judge', async () => {
    const standing = openStanding(connection, prefix);
    const alice = { user: 'U1', team: 'T1', name: 'alice', kind: 'member', asOf: 7 } as const;
    await standing.publishPerson(alice);
    await standing.publishGroup('S1', ['U1', 'U2'], 8);
    expect(await standing.person('T1', 'U1')).toEqual(alice);
    expect(await standing.person('T2', 'U1')).toBeNull();
    expect(await standing.group('S1')).toEqual({ members: ['U1', 'U2'], asOf: 8 });
    expect(await standing.group('S2')).toBeNull();
  });
});
