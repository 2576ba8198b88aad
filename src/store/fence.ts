import type { Operations } from '../core/ports.ts';
import type { RedisConnection } from './redis.ts';
import { runScript, script } from './script.ts';

/**
 * Never gives a number twice, also when Redis forgot the newest ones, as after a failover to a replica that had not heard of them:
 * numbers follow the clock (microseconds), and count on where it stands still or goes back.
 */
const take = script(`
local t = redis.call('TIME')
local now = t[1] * 1000000 + t[2]
local fence = math.max(tonumber(redis.call('GET', KEYS[1]) or '0') + 1, now)
redis.call('SET', KEYS[1], string.format('%.0f', fence))
return fence`);

/** Fencing tokens of clusters: whoever took the newest one may change the cluster, nobody else. */
export function openFence(redis: RedisConnection, prefix: string): Pick<Operations, 'takeFence' | 'holdsFence'> {
  const key = (cluster: string): string => `${prefix}:fence:${cluster}`;
  return {
    takeFence: async cluster => Number(await runScript(redis, take, [key(cluster)], [])),
    holdsFence: async (cluster, fence) => (await redis.get(key(cluster))) === String(fence),
  };
}
