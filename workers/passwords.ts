import type { Sealed } from '../src/core/auth.ts';
import { code, say } from '../src/core/message.ts';
import type { Operation } from '../src/core/operation.ts';
import type { Announcer, Passwords } from '../src/core/ports.ts';

/** Seals for others, opens what was sealed to this process, and keeps what waits to be shown. */
export type Vault = {
  /** Null when none of them runs. */
  readonly seal: (to: Reader, text: string, about: About) => Promise<Sealed | null>;
  readonly open: (sealed: Sealed, about: About) => string | null;
  readonly keep: (operation: string, user: string, sealed: Readonly<Partial<Record<Reader, Sealed>>>) => Promise<void>;
  readonly kept: (operation: string, user: string, by: Reader) => Promise<Sealed | null>;
  /** It was shown: nobody else is to see it. */
  readonly drop: (operation: string, user: string) => Promise<void>;
  readonly makePassword: () => string;
};
type Reader = 'bot' | 'worker';
export type About = { readonly cluster: string; readonly user: string };

/** The passwords of an operation. What is shown goes to its requester alone, where it was asked for. */
export function passwordsOf(operation: Operation, vault: Vault, { announce }: Announcer): Passwords {
  const { id, request, requester, plan } = operation;
  const about = (user: string): About => ({ cluster: plan.cluster, user });
  const made = async (user: string): Promise<string | null> => {
    const sealed = await vault.kept(id, user, 'worker');
    return sealed === null ? null : vault.open(sealed, about(user));
  };
  return {
    open: async (sealed, user) => vault.open(sealed, about(user)),
    made,
    issue: async user => {
      // The same as before: then it does not matter which of two runs etcd has listened to.
      const password = (await made(user)) ?? vault.makePassword();
      const [bot, worker] = await Promise.all([
        vault.seal('bot', password, about(user)),
        vault.seal('worker', password, about(user)),
      ]);
      if (bot === null) return null;
      await vault.keep(id, user, worker === null ? { bot } : { bot, worker });
      return password;
    },
    show: async user => {
      const sealed = await vault.kept(id, user, 'bot');
      const { place, language } = request;
      if (sealed === null || place.kind !== 'channel') return false;
      await announce({
        id: `password-${id}`,
        channel: place.channel,
        thread: place.thread,
        audience: { kind: 'person', user: requester.user },
        language,
        metadata: { kind: 'outcome', cluster: plan.cluster, command: plan.command, operation: id },
        document: [{ type: 'paragraph', text: say('secret.here', { user: code(user), cluster: code(plan.cluster) }) }],
        secret: { sealed, cluster: plan.cluster, user },
      });
      await vault.drop(id, user);
      return true;
    },
  };
}
