import type { RedisConnection } from './redis.ts';

/** Slack delivers an event again after 1 and 5 minutes, a proxy later still. */
const KEPT_MS = 15 * 60 * 1000;

/** A guard against the same delivery twice, shared by all bots. */
export type Seen = {
  /** True for the first caller with this id within 15 minutes, false for every other. */
  readonly first: (id: string) => Promise<boolean>;
};

export function openSeen(redis: RedisConnection, prefix: string): Seen {
  return { first: async id => (await redis.set(`${prefix}:seen:${id}`, '1', 'PX', KEPT_MS, 'NX')) === 'OK' };
}
