import { expect, it, onTestFinished } from 'vitest';
import { openScans } from '../../src/store/scans.ts';
import { aRedis } from './a-redis.ts';
import { aStore } from './a-store.ts';

it('a count is remembered for its cluster and prefix, and what is unreadable is none', async () => {
  const redis = await aRedis();
  onTestFinished(() => redis.remove());
  const store = await aStore(redis.url, '{scans}');
  onTestFinished(() => store.close());
  const scans = openScans(store.redis, store.prefix);
  const scan = {
    ...{ at: 7, revision: 3, whole: true },
    prefixes: [{ prefix: '/pg/', owner: 'patroni', keys: 2, bytes: 30 } as const],
  };
  await scans.keep('prod', '/pg/', scan);
  expect(await openScans(store.redis, store.prefix).of('prod', '/pg/')).toEqual(scan);
  expect(await scans.of('prod', '')).toBeNull();
  expect(await scans.of('other', '/pg/')).toBeNull();
  const [key = ''] = await store.redis.keys('*scan:*');
  await store.redis.set(key, '{"at":"then"}');
  expect(await scans.of('prod', '/pg/')).toBeNull();
});
