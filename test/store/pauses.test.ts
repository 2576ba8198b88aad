import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PauseRecord } from '../../src/core/patroni/pause.ts';
import { aRedis, type TestRedis } from './a-redis.ts';
import { aStore } from './a-store.ts';

let redis: TestRedis;
const closers: (() => Promise<void>)[] = [];
let worlds = 0;

beforeAll(async () => {
  redis = await aRedis();
});
afterAll(async () => {
  for (const close of closers) await close();
  await redis.remove();
});

async function aWorld() {
  worlds += 1;
  const store = await aStore(redis.url, `{pauses${worlds}}`);
  closers.push(store.close);
  return store;
}

const aPause = (postgres: string, more: Partial<PauseRecord> = {}): PauseRecord => ({
  ...{ postgres, operation: 'op-1', by: { user: 'U1', name: 'alice' }, at: 1_000, until: 9_000 },
  ...{ before: 'running', nags: 0, naggedAt: null },
  ...more,
});

describe('the pauses that are remembered', () => {
  it('are those of one etcd, by name', async () => {
    const { pauses } = await aWorld();
    expect(await pauses.of('prod')).toEqual({ ours: [], others: [] });
    await pauses.keep('prod', aPause('pg-test'));
    await pauses.keep('prod', aPause('pg-audit', { until: null, before: 'paused' }));
    await pauses.keep('lab', aPause('pg-lab'));
    const { ours } = await pauses.of('prod');
    expect(ours).toEqual([aPause('pg-audit', { until: null, before: 'paused' }), aPause('pg-test')]);
  });

  it('are kept anew, and one stands for each cluster', async () => {
    const { pauses } = await aWorld();
    await pauses.keep('prod', aPause('pg-test'));
    await pauses.keep('prod', aPause('pg-test', { operation: 'op-2' }));
    expect((await pauses.of('prod')).ours).toEqual([aPause('pg-test', { operation: 'op-2' })]);
  });

  it('are replaced or dropped only where nobody was faster', async () => {
    const { pauses } = await aWorld();
    const first = aPause('pg-test');
    const asked = aPause('pg-test', { nags: 1, naggedAt: 10_000 });
    await pauses.keep('prod', first);
    const answers = await Promise.all([1, 2, 3].map(() => pauses.replace('prod', first, asked)));
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect(await pauses.replace('prod', first, null)).toBe(false);
    expect(await pauses.replace('prod', asked, null)).toBe(true);
    expect((await pauses.of('prod')).ours).toEqual([]);
    expect(await pauses.replace('prod', asked, null)).toBe(false);
  });

  it('of others count from when they were first seen, until they are not', async () => {
    const { pauses } = await aWorld();
    await pauses.see('prod', ['pg-b', 'pg-a'], 1_000);
    await pauses.see('prod', ['pg-a', 'pg-c'], 2_000);
    expect((await pauses.of('prod')).others).toEqual([
      { postgres: 'pg-a', since: 1_000 },
      { postgres: 'pg-c', since: 2_000 },
    ]);
    await pauses.see('prod', [], 3_000);
    expect((await pauses.of('prod')).others).toEqual([]);
  });

  it('that cannot be read are not taken for none', async () => {
    const { pauses, redis: connection, prefix } = await aWorld();
    await connection.hset(`${prefix}:pauses:prod`, 'pg-test', JSON.stringify({ version: 2 }));
    await expect(pauses.of('prod')).rejects.toThrow();
  });
});
