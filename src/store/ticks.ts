import type { Ticks } from '../core/ticks.ts';
import type { RedisConnection } from './redis.ts';
import { runScript, script } from './script.ts';

const tell = script(`
local last = redis.call('HGET', KEYS[1], ARGV[1])
if not last or tonumber(last) < tonumber(ARGV[2]) then redis.call('HSET', KEYS[1], ARGV[1], ARGV[2]) end
return 1`);

export function openTicks(redis: RedisConnection, prefix: string): Ticks {
  const key = `${prefix}:ticks`;
  const claimKey = (schedule: string, tick: number) => `${prefix}:ticks:claim:${schedule}:${tick}`;
  return {
    lastTold: async schedule => {
      const text = await redis.hget(key, schedule);
      return text === null ? null : Number(text);
    },
    told: async (schedule, tick) => {
      await runScript(redis, tell, [key], [schedule, tick]);
    },
    claim: async (schedule, tick, forMs) =>
      (await redis.set(claimKey(schedule, tick), '1', 'PX', forMs, 'NX')) === 'OK',
    unclaim: async (schedule, tick) => {
      await redis.del(claimKey(schedule, tick));
    },
  };
}
