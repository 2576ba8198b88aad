import { z } from 'zod';
import type { Hangings } from '../core/hanging.ts';
import { parseJson } from './json.ts';
import type { RedisConnection } from './redis.ts';

/** A message is given up after a day; so long its picture is worth knowing. */
const KEPT_MS = 24 * 60 * 60 * 1000;

const record = z.object({ file: z.string(), at: z.number() });

/** Which pictures Slack has, shared by all bots. */
export function openHangings(redis: RedisConnection, prefix: string): Hangings {
  const keyOf = (key: string): string => `${prefix}:picture:${key}`;
  return {
    of: async key => {
      const text = await redis.get(keyOf(key));
      return text === null ? null : (record.safeParse(parseJson(text)).data ?? null);
    },
    keep: async (key, hung) => void (await redis.set(keyOf(key), JSON.stringify(hung), 'PX', KEPT_MS)),
  };
}
