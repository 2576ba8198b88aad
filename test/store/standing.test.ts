import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Standing } from '../../src/core/ports.ts';
import { openStanding } from '../../src/store/standing.ts';
import { aRedis, type TestRedis } from './a-redis.ts';
import { type AStore, aStore } from './a-store.ts';

let redis: TestRedis;
let store: AStore;

beforeAll(async () => {
  redis = await aRedis();
  store = await aStore(redis.url, '{standing}');
});
afterAll(async () => {
  await store.close();
  await redis.remove();
});

const bob = (kind: Standing['kind'], asOf: number): Standing => ({ user: 'U2', team: 'T1', name: 'bob', kind, asOf });

describe('what the bots publish of a person', () => {
  it.each([
    ['a later one counts', bob('member', 10), bob('deactivated', 20), 'deactivated'],
    ['somebody who was let in again is in', bob('deactivated', 10), bob('member', 20), 'member'],
    [
      'another bot that remembers better times undoes nothing',
      bob('deactivated', 20),
      bob('member', 10),
      'deactivated',
    ],
  ] as const)('%s', async (_, first, second, kind) => {
    await store.redis.flushall();
    const standing = openStanding(store.redis, store.prefix);
    await standing.publishPerson(first);
    await standing.publishPerson(second);
    expect(await standing.latest('U2')).toMatchObject({ kind });
    expect(await standing.person('T1', 'U2')).toMatchObject({ kind });
  });
});

describe('who is out', () => {
  it.each<readonly [Standing['kind'], number]>([
    ['member', 24],
    ['guest', 400 * 24],
    ['deactivated', 400 * 24],
  ])('%s is remembered for %i hours', async (kind, hours) => {
    await store.redis.flushall();
    const standing = openStanding(store.redis, store.prefix);
    await standing.publishPerson(bob(kind, 10));
    const left = await store.redis.pttl(`${store.prefix}:standing:latest:U2`);
    expect(left / 3_600_000).toBeGreaterThan(hours - 1);
    expect(left / 3_600_000).toBeLessThanOrEqual(hours);
  });
});

describe('what the bots publish of a group', () => {
  it('is as old as what Slack said, and an older answer undoes no newer one', async () => {
    await store.redis.flushall();
    const standing = openStanding(store.redis, store.prefix);
    await standing.publishGroup('S1', ['U2', 'U3'], 10);
    await standing.publishGroup('S1', ['U2'], 20);
    await standing.publishGroup('S1', ['U2', 'U3'], 15);
    expect(await standing.group('S1')).toEqual({ members: ['U2'], asOf: 20 });
    expect(await standing.group('S2')).toBeNull();
  });
});
