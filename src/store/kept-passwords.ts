import type { Sealed } from '../core/auth.ts';
import type { Role } from './key-ring.ts';
import type { RedisConnection } from './redis.ts';

/**
 * Sealed passwords between their making and their showing: kept before the effect, so that a crash after it loses none. Those for bots are
 * to be shown; those for workers prove what became of the effect, and go by themselves.
 */
export type KeptPasswords = {
  readonly keep: (operation: string, user: string, sealed: Readonly<Partial<Record<Role, Sealed>>>) => Promise<void>;
  readonly kept: (operation: string, user: string, by: Role) => Promise<Sealed | null>;
  /** It was shown. */
  readonly drop: (operation: string, user: string) => Promise<void>;
};

/** Nobody who could open it lives longer than that without a restart, and nobody waits longer. */
const KEPT_MS = 60 * 60_000;

export function openKeptPasswords(redis: RedisConnection, prefix: string): KeptPasswords {
  const key = (operation: string, user: string): string =>
    `${prefix}:passwords:${operation}:${Buffer.from(user).toString('base64url')}`;
  return {
    keep: async (operation, user, sealed) => {
      const at = key(operation, user);
      await redis.multi().del(at).hset(at, sealed).pexpire(at, KEPT_MS).exec();
    },
    kept: (operation, user, by) => redis.hget(key(operation, user), by),
    drop: async (operation, user) => {
      await redis.hdel(key(operation, user), 'bot');
    },
  };
}
