import { z } from 'zod';
import type { PauseRecord, Pauses } from '../core/patroni/pause.ts';
import type { RedisConnection } from './redis.ts';
import { runScript, script } from './script.ts';

const recordSchema = z
  .object({
    version: z.literal(1),
    postgres: z.string(),
    operation: z.string(),
    by: z.object({ user: z.string(), name: z.string() }),
    at: z.number(),
    until: z.number().nullable(),
    before: z.enum(['running', 'paused']),
    nags: z.number(),
    naggedAt: z.number().nullable(),
  })
  .transform(({ version: _, ...record }): PauseRecord => record);

/** ARGV: field, what has to be there, what is put there (nothing: it is removed). */
const swap = script(`
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
if ARGV[3] == '' then redis.call('HDEL', KEYS[1], ARGV[1]) else redis.call('HSET', KEYS[1], ARGV[1], ARGV[3]) end
return 1`);

/** ARGV: now, and all that are seen. Who is known keeps its time. */
const see = script(`
local seen = {}
for at = 2, #ARGV do
  seen[ARGV[at]] = true
  redis.call('HSETNX', KEYS[1], ARGV[at], ARGV[1])
end
for _, name in ipairs(redis.call('HKEYS', KEYS[1])) do
  if not seen[name] then redis.call('HDEL', KEYS[1], name) end
end
return 1`);

const write = (record: PauseRecord): string => {
  const { postgres, operation, by, at, until, before, nags, naggedAt } = record;
  const { user, name } = by;
  return JSON.stringify({ version: 1, postgres, operation, by: { user, name }, at, until, before, nags, naggedAt });
};

/** Which PostgreSQL clusters the bot has paused, for whom and until when. A record that cannot be read rejects: nobody may take it for none. */
export function openPauses(redis: RedisConnection, prefix: string): Pauses {
  const ours = (cluster: string): string => `${prefix}:pauses:${cluster}`;
  const others = (cluster: string): string => `${prefix}:pauses-of-others:${cluster}`;
  return {
    of: async cluster => {
      const [records, strange] = await Promise.all([redis.hgetall(ours(cluster)), redis.hgetall(others(cluster))]);
      return {
        ours: Object.values(records)
          .map(text => recordSchema.parse(JSON.parse(text)))
          .toSorted((a, b) => (a.postgres < b.postgres ? -1 : 1)),
        others: Object.entries(strange)
          .map(([postgres, since]) => ({ postgres, since: Number(since) }))
          .toSorted((a, b) => (a.postgres < b.postgres ? -1 : 1)),
      };
    },
    keep: async (cluster, record) => {
      await redis.hset(ours(cluster), record.postgres, write(record));
    },
    replace: async (cluster, record, by) => {
      const args = [record.postgres, write(record), by === null ? '' : write(by)];
      return (await runScript(redis, swap, [ours(cluster)], args)) === 1;
    },
    see: async (cluster, postgres, now) => {
      await runScript(redis, see, [others(cluster)], [now, ...postgres]);
    },
  };
}
