import { expect, it, onTestFinished } from 'vitest';
import { openHangings } from '../../src/store/hangings.ts';
import { aRedis } from './a-redis.ts';
import { aStore } from './a-store.ts';

it('what Slack has of a picture is known to every bot, for a day', async () => {
  const redis = await aRedis();
  onTestFinished(() => redis.remove());
  const store = await aStore(redis.url, '{hangings}');
  onTestFinished(() => store.close());
  const hangings = openHangings(store.redis, store.prefix);
  expect(await hangings.of('abc')).toBeNull();
  await hangings.keep('abc', { file: 'F1', at: 7 });
  expect(await openHangings(store.redis, store.prefix).of('abc')).toEqual({ file: 'F1', at: 7 });
  const [key = ''] = await store.redis.keys('*picture*');
  expect(await store.redis.pttl(key)).toBeGreaterThan(23 * 3_600_000);
});
