import type { RedisConnection } from '../../src/store/redis.ts';

/** All keys of a Redis with what they hold, to look for what must not be there. */
export async function everythingIn(connection: RedisConnection): Promise<string> {
  const found: string[] = [];
  for (const key of await connection.keys('*')) {
    found.push(key, (await connection.call('DUMP', key).then(String)) ?? '');
    const type = await connection.type(key);
    if (type === 'hash') found.push(JSON.stringify(await connection.hgetall(key)));
    else if (type === 'string') found.push((await connection.get(key)) ?? '');
    else if (type === 'list') found.push(...(await connection.lrange(key, 0, -1)));
    else if (type === 'set') found.push(...(await connection.smembers(key)));
    else if (type === 'zset') found.push(...(await connection.zrange(key, '0', '-1')));
    else if (type === 'stream') found.push(JSON.stringify(await connection.xrange(key, '-', '+')));
  }
  return found.join('\n');
}
