import { z } from 'zod';
import type { ReportBaseline } from '../core/facts/report.ts';
import type { Reports } from '../core/ports.ts';
import { parseJson } from './json.ts';
import type { RedisConnection } from './redis.ts';

const baseline = z.object({
  version: z.literal(1),
  at: z.number(),
  members: z.array(
    z.object({ id: z.string(), name: z.string(), version: z.string().nullable(), healthy: z.boolean() }),
  ),
  leader: z.string().nullable(),
  dbSize: z.number().nullable(),
  revision: z.number().nullable(),
  alarms: z.array(z.string()),
  patroni: z.array(z.string()),
  compacted: z.object({ revision: z.number(), since: z.number() }).nullable().optional(),
});

/** What each report told last. A baseline that can't be read counts as none: the next report then compares with nothing. */
export function openReports(redis: RedisConnection, prefix: string): Reports {
  const key = `${prefix}:reports`;
  const field = (channel: string, cluster: string) => `${channel} ${cluster}`;
  return {
    lastReport: async (channel, cluster): Promise<ReportBaseline | null> => {
      const text = await redis.hget(key, field(channel, cluster));
      return text === null ? null : (baseline.safeParse(parseJson(text)).data ?? null);
    },
    keepReport: async (channel, cluster, value) => {
      await redis.hset(key, field(channel, cluster), JSON.stringify(value));
    },
  };
}
