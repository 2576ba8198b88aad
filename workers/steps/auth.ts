import type { PasswordSource } from '../../src/core/auth.ts';
import { showsAuth } from '../../src/core/auth-effect.ts';
import { authOf } from '../../src/core/auth-reliance.ts';
import type { FaultCode } from '../../src/core/cluster.ts';
import { code, say, type Text } from '../../src/core/message.ts';
import type { EffectOutcome, EtcdOperator } from '../../src/core/ports.ts';
import { type Effect, effect, type GuardedSite, type Sight, type StepOf, seen } from './deed.ts';

/** A change of users, roles, permissions, or of whether logins are asked for. */
export function auth({ auth: change }: StepOf<'auth'>, site: GuardedSite): Effect {
  const observe = async (): Promise<Sight> => {
    const state = authOf(await site.operator.survey({ parts: ['auth'] }));
    const shows = state.ok ? showsAuth(state.value, change) : null;
    if (shows === null) return seen('unknown');
    return seen(shows ? 'done' : 'not_done');
  };
  const source = change.change === 'add-user' || change.change === 'set-password' ? change.password : null;
  if (source === null || !('user' in change)) {
    return effect({ act: () => site.operator.changeAuth(change, null), observe });
  }
  const { user } = change;
  const noted = change.change === 'set-password';
  const send = (password: string) => site.operator.changeAuth(change, password);
  return withPassword({ user, source, noted, observe, send }, site);
}

type Setting = {
  readonly user: string;
  readonly source: PasswordSource;
  /** Whether the effect can only be told by what was noted before it. */
  readonly noted: boolean;
  readonly observe: () => Promise<Sight>;
  readonly send: (password: string) => Promise<EffectOutcome>;
};

/**
 * In plain the password lives in this closure alone. After a crash a process to which it was sealed takes it up again: a login with it proves
 * whether it counts, and sent once more it is still the same one.
 */
function withPassword({ user, source, noted, observe, send }: Setting, { operator, passwords }: GuardedSite): Effect {
  let used: string | null = null;
  let refused = false;

  const act = async (): Promise<EffectOutcome> => {
    used = await obtain(source, user, { operator, passwords });
    if (used === null) {
      refused = true;
      return refuseBy(source.from === 'generated' ? 'nobody_to_show' : 'password_lost');
    }
    const outcome = await send(used);
    if (outcome.outcome === 'unknown') return outcome;
    const taken = await operator.takesLogin(user, used);
    // An earlier sending was agreed on after all, with this very password.
    if (outcome.outcome === 'refused' && outcome.fault.code === 'user_exists' && taken) return { outcome: 'done' };
    // A user without a password takes one in silence, and keeps none (etcd server/auth/store.go, UserChangePassword).
    if (outcome.outcome === 'done' && taken !== false) return outcome;
    refused = true;
    if (outcome.outcome === 'done') return refuseBy('password_not_taken');
    return outcome.fault.code === 'user_exists' ? refuseBy('password_untold') : outcome;
  };

  const look = async (before: Text | null): Promise<Sight> => {
    if (refused || (noted && (before === null || (await isUnchanged(before, operator))))) return seen('not_done');
    const password = used ?? (await takeUp(source, user, { operator, passwords }));
    const taken = password === null ? null : await operator.takesLogin(user, password);
    const sight = taken === null ? await observe() : seen(taken ? 'done' : 'not_done');
    if (sight.seen === 'done') await passwords.show(user);
    return sight;
  };

  const told = async (): Promise<Text | null> =>
    (await passwords.show(user)) ? say('secret.shown', { user: code(user) }) : null;

  // etcd shows nothing of a password but that something of its logins has changed.
  return effect({ act, observe: look, told, before: noted ? () => revisionNote(operator) : null });
}

async function obtain(
  source: PasswordSource,
  user: string,
  { operator, passwords }: GuardedSite,
): Promise<string | null> {
  if (source.from === 'configured' || source.from === 'next') return operator.ownPassword(source.from);
  return source.from === 'typed' ? passwords.open(source.sealed, user) : passwords.issue(user);
}

/** The same, where it must be the one that may have been sent already. */
const takeUp = async (source: PasswordSource, user: string, site: GuardedSite): Promise<string | null> =>
  source.from === 'generated' ? site.passwords.made(user) : obtain(source, user, site);

const refuseBy = (fault: FaultCode): EffectOutcome => ({ outcome: 'refused', fault: { code: fault, detail: '' } });

async function revisionNote(operator: EtcdOperator): Promise<Text> {
  const state = authOf(await operator.survey({ parts: ['auth'] }));
  const revision = state.ok ? state.value.revision : null;
  return revision === null ? say('secret.before_untold') : say('secret.before', { revision });
}

/** Nothing of the logins has changed since: then this has not happened either. Versions before 3.5 do not tell. */
async function isUnchanged(before: Text, operator: EtcdOperator): Promise<boolean> {
  if (!('key' in before) || before.key !== 'secret.before') return false;
  const state = authOf(await operator.survey({ parts: ['auth'] }));
  return state.ok && state.value.revision === before.params.revision;
}
