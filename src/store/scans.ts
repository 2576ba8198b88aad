import { createHash } from 'node:crypto';
import { z } from 'zod';
import { owners } from '../core/ownership.ts';
import type { Scans } from '../core/scans.ts';
import { parseJson } from './json.ts';
import type { RedisConnection } from './redis.ts';

/** What is older says little of how something grows. */
const KEPT_MS = 60 * 24 * 60 * 60 * 1000;

const scan = z.object({
  at: z.number(),
  revision: z.number(),
  prefixes: z.array(z.object({ prefix: z.string(), owner: z.enum(owners), keys: z.number(), bytes: z.number() })),
  whole: z.boolean(),
});

/** The last count of keys for every cluster and prefix, some 5 kB each. What another version wrote and this one cannot read counts as none. */
export function openScans(redis: RedisConnection, prefix: string): Scans {
  const keyOf = (cluster: string, under: string): string =>
    `${prefix}:scan:${cluster}:${createHash('sha256').update(under).digest('hex').slice(0, 16)}`;
  return {
    of: async (cluster, under) => {
      const text = await redis.get(keyOf(cluster, under));
      return text === null ? null : (scan.safeParse(parseJson(text)).data ?? null);
    },
    keep: async (cluster, under, kept) =>
      void (await redis.set(keyOf(cluster, under), JSON.stringify(kept), 'PX', KEPT_MS)),
  };
}
