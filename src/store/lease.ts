import type { Lease } from '../core/lease.ts';
import type { RedisConnection } from './redis.ts';
import { runScript, script } from './script.ts';

const keep = script(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])`);

const rest = script(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('SET', KEYS[1], '', 'PX', ARGV[2])`);

export function openLease(redis: RedisConnection, prefix: string, name: string): Lease {
  const key = `${prefix}:lease:${name}`;
  return {
    take: async (holder, holdMs) => (await redis.set(key, holder, 'PX', holdMs, 'NX')) === 'OK',
    keep: async (holder, holdMs) => (await runScript(redis, keep, [key], [holder, holdMs])) === 1,
    rest: async (holder, restMs) => {
      await runScript(redis, rest, [key], [holder, Math.max(1, Math.ceil(restMs))]);
    },
  };
}
