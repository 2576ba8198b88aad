import type { RedisConnection } from './redis.ts';

export type Role = 'bot' | 'worker';

/** Public keys of the processes that run now, with their age. Private ones are never here. */
export type KeyRing = {
  /** `at` in milliseconds since the epoch. Said again every `PUBLISH_EVERY_MS`. */
  readonly publish: (role: Role, publicKey: string, at: number) => Promise<void>;
  readonly withdraw: (role: Role, publicKey: string) => Promise<void>;
  /** Those that were published lately. */
  readonly live: (role: Role, now: number) => Promise<readonly string[]>;
};

export const PUBLISH_EVERY_MS = 10_000;
/** A process that missed so many turns is gone; its clock may be off by some of them. */
const LIVE_MS = 60_000;
const KEPT_MS = 60 * 60_000;

export function openKeyRing(redis: RedisConnection, prefix: string): KeyRing {
  const at = (role: Role): string => `${prefix}:sealing:${role}`;
  const ages = async (role: Role): Promise<readonly (readonly [string, number])[]> =>
    Object.entries(await redis.hgetall(at(role))).map(([key, time]) => [key, Number(time)]);
  return {
    publish: async (role, publicKey, now) => {
      await redis.hset(at(role), publicKey, String(now));
      await redis.pexpire(at(role), KEPT_MS);
      const old = (await ages(role)).filter(([, time]) => now - time > KEPT_MS).map(([key]) => key);
      if (old.length > 0) await redis.hdel(at(role), ...old);
    },
    withdraw: async (role, publicKey) => {
      await redis.hdel(at(role), publicKey);
    },
    live: async (role, now) =>
      (await ages(role)).filter(([, time]) => Math.abs(now - time) < LIVE_MS).map(([key]) => key),
  };
}
