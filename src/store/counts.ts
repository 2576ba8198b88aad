import { z } from 'zod';
import type { Counts } from '../core/counting.ts';
import type { Clock } from '../core/ports.ts';
import { parseJson } from './json.ts';
import type { RedisConnection } from './redis.ts';

/** Longer than any count takes, with the time until a lost worker's is taken up. */
const KEPT_MS = 15 * 60 * 1000;

const count = z.object({ id: z.string(), cluster: z.string(), under: z.string(), by: z.string(), until: z.number() });
const ended = z.object({ name: z.string(), at: z.number() });

/** Which counts run: a field of one hash for each, that lasts as long as the count can. Whose end was asked for stands in keys of their own. */
export function openCounts(redis: RedisConnection, prefix: string, now: Clock): Counts {
  const all = `${prefix}:counting`;
  const endKey = (id: string): string => `${prefix}:count-end:${id}`;
  return {
    begin: async begun => {
      await redis.multi().hset(all, begun.id, JSON.stringify(begun)).pexpire(all, KEPT_MS).exec();
    },
    over: async id => void (await redis.hdel(all, id)),
    running: async () => {
      const found = Object.values(await redis.hgetall(all)).map(text => count.safeParse(parseJson(text)).data);
      return found.flatMap(each => (each !== undefined && each.until > now() ? [each] : []));
    },
    end: async (ids, by) => {
      const batch = redis.multi();
      for (const id of ids) batch.set(endKey(id), JSON.stringify(by), 'PX', KEPT_MS);
      await batch.exec();
    },
    endOf: async id => {
      const text = await redis.get(endKey(id));
      return text === null ? null : (ended.safeParse(parseJson(text)).data ?? null);
    },
  };
}
