import { randomBytes } from 'node:crypto';
import type { Clock, Log } from '../core/ports.ts';
import { makePassword } from '../sealing/password.ts';
import { makeSealKeys, type Purpose, seal, unseal } from '../sealing/seal.ts';
import { openKeptPasswords } from '../store/kept-passwords.ts';
import { openKeyRing, PUBLISH_EVERY_MS, type Role } from '../store/key-ring.ts';
import type { RedisConnection } from '../store/redis.ts';

type SealingParts = {
  readonly role: Role;
  readonly redis: RedisConnection;
  readonly prefix: string;
  readonly clock: Clock;
  readonly log: Log;
};
type About = Pick<Purpose, 'cluster' | 'user'>;

/**
 * The keys of one process: made when it starts, gone when it ends. Others seal to it as long as it says every few seconds that it is there.
 * Resolves when it has said so once, or could not: it then goes on trying.
 */
export async function openSealing({ role, redis, prefix, clock, log }: SealingParts) {
  const keys = makeSealKeys();
  const ring = openKeyRing(redis, prefix);
  const publish = () =>
    ring.publish(role, keys.publicKey, clock()).catch((error: Error) => {
      log.warn({ error: error.message }, 'could not say that passwords may be sealed to this process');
    });
  await publish();
  const timer = setInterval(publish, PUBLISH_EVERY_MS).unref();

  const sealTo = async (to: Role, text: string, about: About): Promise<string | null> => {
    const receivers = await ring.live(to, clock());
    return receivers.length > 0 ? seal(text, { for: to, ...about }, receivers) : null;
  };
  return {
    /** Null when nobody is there to open it. */
    sealTo,
    open: (sealed: string, { cluster, user }: About) => unseal(sealed, { for: role, cluster, user }, keys),
    close: async () => {
      clearInterval(timer);
      await ring.withdraw(role, keys.publicKey).catch(() => undefined);
    },
  };
}

/** What a worker needs for passwords. */
export async function openVault(parts: Omit<SealingParts, 'role'>) {
  const { sealTo, open, close } = await openSealing({ ...parts, role: 'worker' });
  const vault = {
    ...openKeptPasswords(parts.redis, parts.prefix),
    open,
    seal: sealTo,
    makePassword: () => makePassword(randomBytes),
  };
  return { vault, close };
}
