import { z } from 'zod';
import type { Freeze, Freezes } from '../core/ports.ts';
import { type Chain, chained } from './chain.ts';

const freezeSchema = z
  .object({ version: z.literal(1), by: z.string(), name: z.string(), at: z.number(), reason: z.string() })
  .transform(({ by, name, at, reason }): Freeze => ({ by, name, at, reason }));

/** Keys: the freeze, who agreed to end it. ARGV: the record. Whoever agreed to end an older freeze did not agree to end this one. */
const freezeStep = chained(`
local reply = append('frozen')
redis.call('SET', KEYS[4], ARGV[10])
redis.call('DEL', KEYS[5])
return reply`);

/** ARGV: the person. Replies `none`, or `agreed` or `over` and everybody who agreed, in order. */
const unfreezeStep = chained(`
if redis.call('EXISTS', KEYS[4]) == 0 then return {'none'} end
local agreed = redis.call('ZRANGE', KEYS[5], 0, -1)
local known = redis.call('ZSCORE', KEYS[5], ARGV[10])
if not known then agreed[#agreed + 1] = ARGV[10] end
local over = #agreed >= 2
local reply = append(over and 'over' or 'agreed', unpack(agreed))
if over then redis.call('DEL', KEYS[4], KEYS[5])
elseif not known then redis.call('ZADD', KEYS[5], #agreed, ARGV[10]) end
return reply`);

const EVERYWHERE = '*';

/**
 * Freezes of clusters, each change with its audit entry in one step. One person freezes; two distinct ones, who may include that person,
 * have to agree to end it. A freeze that cannot be read rejects: nobody may take it for none.
 */
export function openFreezes({ redis, prefix, append }: Chain): Freezes {
  const key = (cluster: string): string => `${prefix}:freeze:${cluster}`;
  const agreedKey = (cluster: string): string => `${prefix}:freeze-agreed:${cluster}`;
  const read = (text: string | null): Freeze | null => (text === null ? null : freezeSchema.parse(JSON.parse(text)));
  return {
    of: async cluster => {
      const [own = null, all = null] = await redis.mget(key(cluster), key(EVERYWHERE));
      return read(own) ?? read(all);
    },
    freeze: async (cluster, freeze, audit) => {
      const record = JSON.stringify({ version: 1, ...freeze });
      await append(audit, { script: freezeStep, keys: [key(cluster), agreedKey(cluster)], args: [record] });
    },
    unfreeze: async (cluster, person, audit) => {
      const step = { script: unfreezeStep, keys: [key(cluster), agreedKey(cluster)], args: [person] };
      const [what, ...agreed] = await append(audit, step);
      return what === 'none' ? null : { agreed, over: what === 'over' };
    },
    agreed: cluster => redis.zrangebyscore(agreedKey(cluster), '-inf', '+inf'),
  };
}
