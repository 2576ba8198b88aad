import type { Cards } from '../core/ports.ts';
import { KEPT_MS, operationKey, unshownKey } from './operations.ts';
import type { RedisConnection } from './redis.ts';
import { runScript, script } from './script.ts';

/**
 * An older revision may have been announced after a newer one: then the card shows the older one, and is behind again. `unshown` holds since
 * when, by Redis' clock.
 */
const show = script(`
local revision = redis.call('HGET', KEYS[1], 'revision')
if not revision or tonumber(ARGV[2]) >= tonumber(revision) then return redis.call('ZREM', KEYS[2], ARGV[1]) end
local t = redis.call('TIME')
return redis.call('ZADD', KEYS[2], 'NX', t[1] * 1000 + math.floor(t[2] / 1000), ARGV[1])`);

/** Which operations have changed since their card was announced last. Writing an operation marks it in the same step. */
export function openCards(redis: RedisConnection, prefix: string): Cards {
  const unshown = unshownKey(prefix);
  return {
    shown: async (id, revision) => {
      await runScript(redis, show, [operationKey(prefix, id), unshown], [id, revision]);
    },
    behind: async (forMs, limit) => {
      const [seconds = 0, micros = 0] = (await redis.time()).map(Number);
      const now = seconds * 1000 + Math.floor(micros / 1000);
      await redis.zremrangebyscore(unshown, '-inf', now - KEPT_MS);
      return redis.zrangebyscore(unshown, '-inf', now - forMs, 'LIMIT', 0, limit);
    },
  };
}
