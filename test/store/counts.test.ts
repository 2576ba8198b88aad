import { expect, it, onTestFinished } from 'vitest';
import { openCounts } from '../../src/store/counts.ts';
import { aRedis } from './a-redis.ts';
import { aStore } from './a-store.ts';

it('counts that run are known until they are over or must be, and who ended one is known to whoever takes it up', async () => {
  const redis = await aRedis();
  onTestFinished(() => redis.remove());
  const store = await aStore(redis.url, '{counts}');
  onTestFinished(() => store.close());
  let now = 0;
  const counts = openCounts(store.redis, store.prefix, () => now);
  const count = (id: string, until: number) => ({ id, cluster: 'prod', under: '/pg/', by: 'U1', until });
  await counts.begin(count('scan-1', 100));
  await counts.begin(count('scan-2', 200));
  expect((await counts.running()).map(({ id }) => id).toSorted()).toEqual(['scan-1', 'scan-2']);

  await counts.end(['scan-1', 'scan-2'], { name: 'alice', at: 7 });
  await counts.over('scan-2');
  expect(await counts.running()).toEqual([count('scan-1', 100)]);
  expect(await openCounts(store.redis, store.prefix, () => now).endOf('scan-2')).toEqual({ name: 'alice', at: 7 });
  expect(await counts.endOf('scan-3')).toBeNull();

  // A worker that was lost says of none that it is over.
  now = 100;
  expect(await counts.running()).toEqual([]);
  for (const key of await store.redis.keys('*count*')) expect(await store.redis.pttl(key), key).toBeGreaterThan(0);
});
