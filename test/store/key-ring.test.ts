import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openKeptPasswords } from '../../src/store/kept-passwords.ts';
import { openKeyRing } from '../../src/store/key-ring.ts';
import { connectRedis, disconnectRedis, type RedisConnection } from '../../src/store/redis.ts';
import { silent } from '../queue/silence.ts';
import { aRedis, type TestRedis } from './a-redis.ts';

const MINUTE = 60_000;
let server: TestRedis;
let redis: RedisConnection;
beforeAll(async () => {
  server = await aRedis();
  redis = await connectRedis(server.url, { role: 'producer', log: silent });
});
afterAll(async () => {
  await disconnectRedis(redis);
  await server.remove();
});
const ring = () => openKeyRing(redis, `{${randomUUID()}}`);

it('passwords are sealed to processes that said lately that they run, of one kind', async () => {
  const { publish, live } = ring();
  await publish('worker', 'one', 1_000_000);
  await publish('worker', 'two', 1_000_000 + MINUTE / 2);
  await publish('bot', 'three', 1_000_000);
  expect([...(await live('worker', 1_000_000 + MINUTE / 2))].sort()).toEqual(['one', 'two']);
  expect(await live('worker', 1_000_000 + MINUTE)).toEqual(['two']);
  expect(await live('bot', 1_000_000)).toEqual(['three']);
});

it('who leaves says so, and who left without a word is forgotten in time', async () => {
  const { publish, withdraw, live } = ring();
  await publish('bot', 'gone', 0);
  await publish('bot', 'here', 0);
  await withdraw('bot', 'gone');
  expect(await live('bot', 0)).toEqual(['here']);
  await publish('bot', 'new', 61 * MINUTE);
  expect(await live('bot', 0)).toEqual([]);
});

it('a sealed password is kept for one operation and one user until it was shown', async () => {
  const kept = openKeptPasswords(redis, `{${randomUUID()}}`);
  await kept.keep('op-1', 'a:b', { bot: 'sealed', worker: 'for proof' });
  expect(await kept.kept('op-1', 'a:b', 'bot')).toBe('sealed');
  expect(await kept.kept('op-2', 'a:b', 'bot')).toBeNull();
  await kept.drop('op-1', 'a:b');
  expect(await kept.kept('op-1', 'a:b', 'bot')).toBeNull();
  expect(await kept.kept('op-1', 'a:b', 'worker'), 'proves that it counts').toBe('for proof');
  await kept.keep('op-1', 'a:b', { bot: 'another' });
  expect(await kept.kept('op-1', 'a:b', 'worker'), 'of the one before').toBeNull();
});
