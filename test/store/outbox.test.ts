import { afterAll, beforeAll, expect, it } from 'vitest';
import { openOutbox, outboxTimings } from '../../src/store/outbox.ts';
import { connectRedis, disconnectRedis, type RedisConnection } from '../../src/store/redis.ts';
import { silent } from '../queue/silence.ts';
import { aRedis, type TestRedis } from './a-redis.ts';

let redis: TestRedis;
let connection: RedisConnection;
const content = (id: string, text = 'one') =>
  ({ id, channel: `C${id}`, audience: 'channel', urgency: 0, content: text }) as const;

beforeAll(async () => {
  redis = await aRedis();
  connection = await connectRedis(redis.url, { role: 'producer', log: silent });
});
afterAll(async () => {
  await disconnectRedis(connection);
  await redis.remove();
});

it('gives a message to one of two jobs, and nothing to the other when it is done', async () => {
  const outbox = openOutbox(connection, '{one}');
  expect(await outbox.announce(content('a'))).toBe(1);
  const steps = await Promise.all([outbox.take('a', 'x'), outbox.take('a', 'y')]);
  expect(steps.map(step => step.do)).toEqual(['post', 'wait']);
  await outbox.delivered('a', 1, '1.1');
  expect(await outbox.take('a', 'y')).toEqual({ do: 'nothing' });
});

it('has a message verified whose owner ran out of time', async () => {
  const outbox = openOutbox(connection, '{two}', { ...outboxTimings, lease: 0 });
  await outbox.announce(content('a'));
  expect((await outbox.take('a', 'x')).do).toBe('post');
  expect(await outbox.take('a', 'y')).toMatchObject({ do: 'verify', version: 1, content: 'one' });
});

it('wakes one job for all contents that nobody has looked at yet', async () => {
  const outbox = openOutbox(connection, '{three}');
  const versions = [];
  for (const text of ['one', 'two', 'two', 'three']) versions.push(await outbox.announce(content('a', text)));
  expect(versions).toEqual([1, 1, 1, 1]);
  expect(await outbox.take('a', 'x')).toMatchObject({ do: 'post', version: 3, content: 'three' });
  expect(await outbox.announce(content('a', 'four'))).toBe(4);
  await outbox.delivered('a', 3, '1.1');
  expect(await outbox.waiting(-1_000, 10)).toEqual([{ id: 'a', wake: 4 }]);
});

it('forgets the content of a delivered message, and the message itself after a week', async () => {
  const outbox = openOutbox(connection, '{four}');
  await outbox.announce(content('a'));
  await outbox.take('a', 'x');
  await outbox.delivered('a', 1, '1.1');
  expect(await outbox.waiting(-1_000, 10)).toEqual([]);
  const key = '{four}:outbox:message:a';
  expect(await connection.hmget(key, 'content', 'ts')).toEqual([null, '1.1']);
  const week = 7 * 24 * 3_600_000;
  expect(week - (await connection.pttl(key))).toBeLessThan(60_000);
  expect(await outbox.announce(content('a'))).toBeNull();
});
