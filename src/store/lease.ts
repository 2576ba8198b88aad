import type { RedisConnection } from './redis.ts';
import { runScript, script } from './script.ts';

/** The right to do something alone, for a while. */
export type Lease = {
  /** True when nobody else holds it; it ends by itself after `holdMs`. */
  readonly take: (holder: string, holdMs: number) => Promise<boolean>;
  /** Gives it back; nobody takes it before `restMs` have passed. Nothing when it ended meanwhile. */
  readonly rest: (holder: string, restMs: number) => Promise<void>;
};

const rest = script(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('SET', KEYS[1], '', 'PX', ARGV[2])`);

export function openLease(redis: RedisConnection, prefix: string, name: string): Lease {
  const key = `${prefix}:lease:${name}`;
  return {
    take: async (holder, holdMs) => (await redis.set(key, holder, 'PX', holdMs, 'NX')) === 'OK',
    rest: async (holder, restMs) => {
      await runScript(redis, rest, [key], [holder, Math.max(1, Math.ceil(restMs))]);
    },
  };
}
