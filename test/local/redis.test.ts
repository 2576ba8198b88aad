import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LocalRedis, startRedis } from '../../src/local/redis.ts';
import { type ScratchFolder, scratchFolder } from '../../src/local/scratch-folder.ts';
import { findOrGet } from '../../src/setup/binaries.ts';
import type { Program } from '../../src/setup/program.ts';

let binary: Program;
let folder: ScratchFolder;
let redis: LocalRedis;

beforeAll(async () => {
  binary = await findOrGet('redis-server', { say: () => {} });
  folder = await scratchFolder('local-redis');
  redis = await startRedis({ binary, directory: `${folder.path}/a` });
});
afterAll(async () => {
  await redis.stop();
  await folder.remove();
});

async function asking<T>(url: string, ask: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url, { lazyConnect: true });
  try {
    return await ask(client);
  } finally {
    client.disconnect();
  }
}

test('evicts nothing and appends every write unless told otherwise', async () => {
  const settings = await asking(redis.url, client => client.config('GET', 'maxmemory-policy', 'appendonly'));
  expect(JSON.stringify(settings)).toMatch(/"maxmemory-policy"[,:]"noeviction"/);
  expect(JSON.stringify(settings)).toMatch(/"appendonly"[,:]"yes"/);
});

test('keeps what was written through a kill', async () => {
  await asking(redis.url, client => client.set('key', 'value'));
  await asking(redis.url, client => client.config('SET', 'appendfsync', 'always'));
  await asking(redis.url, client => client.set('key', 'later'));
  await redis.kill();
  expect(redis.pid).toBe(0);
  await redis.restart();
  expect(await asking(redis.url, client => client.get('key'))).toBe('later');
});

test('can be one that the product must refuse', async () => {
  const wrong = await startRedis({
    binary,
    directory: `${folder.path}/b`,
    appendonly: false,
    maxmemoryPolicy: 'allkeys-lru',
  });
  const settings = await asking(wrong.url, client => client.config('GET', 'maxmemory-policy'));
  await wrong.stop();
  expect(JSON.stringify(settings)).toContain('allkeys-lru');
});

test('tells who holds its port', async () => {
  await expect(startRedis({ binary, directory: `${folder.path}/c`, port: redis.port })).rejects.toThrow(
    new RegExp(`Redis's port ${redis.port} is in use by .+ \\(pid ${redis.pid}\\)`),
  );
});
