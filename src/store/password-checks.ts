import { z } from 'zod';
import type { PasswordCheck } from '../core/password-check.ts';
import type { PasswordChecks } from '../core/ports.ts';
import { parseJson } from './json.ts';
import type { RedisConnection } from './redis.ts';

const check = z.object({
  takenAt: z.number(),
  etcd: z
    .array(z.object({ user: z.string(), tried: z.enum(['default', 'name']), taken: z.boolean().nullable() }))
    .nullable(),
  patroni: z.array(z.object({ cluster: z.string(), verdict: z.enum(['refused', 'default', 'open', 'unknown']) })),
});

const DAY_MS = 24 * 60 * 60 * 1000;

/** What the tries of well-known passwords said, for a day, and who may try next. One that can't be read counts as none. */
export function openPasswordChecks(redis: RedisConnection, prefix: string): PasswordChecks {
  const key = (cluster: string) => `${prefix}:passwords:${cluster}`;
  return {
    last: async (cluster): Promise<PasswordCheck | null> => {
      const text = await redis.get(key(cluster));
      return text === null ? null : (check.safeParse(parseJson(text)).data ?? null);
    },
    claim: async cluster => (await redis.set(`${key(cluster)}:claim`, '1', 'PX', DAY_MS, 'NX')) === 'OK',
    keep: async (cluster, value) => {
      await redis.set(key(cluster), JSON.stringify(value), 'PX', DAY_MS);
    },
  };
}
