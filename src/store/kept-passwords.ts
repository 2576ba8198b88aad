import type { Sealed } from '../core/auth.ts';
import type { RedisConnection } from './redis.ts';

/** Sealed passwords between their making and their showing: kept before the effect, so that a crash after it loses none. */
export type KeptPasswords = {
  readonly keep: (operation: string, user: string, sealed: Sealed) => Promise<void>;
  readonly kept: (operation: string, user: string) => Promise<Sealed | null>;
  readonly drop: (operation: string, user: string) => Promise<void>;
};

/** Nobody who could open it lives longer than that without a restart, and nobody waits longer. */
const KEPT_MS = 60 * 60_000;

export function openKeptPasswords(redis: RedisConnection, prefix: string): KeptPasswords {
  const key = (operation: string, user: string): string =>
    `${prefix}:password:${operation}:${Buffer.from(user).toString('base64url')}`;
  return {
    keep: async (operation, user, sealed) => {
      await redis.set(key(operation, user), sealed, 'PX', KEPT_MS);
    },
    kept: (operation, user) => redis.get(key(operation, user)),
    drop: async (operation, user) => {
      await redis.del(key(operation, user));
    },
  };
}
