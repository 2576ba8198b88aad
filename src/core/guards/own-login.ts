import { type AuthChange, type AuthState, type PasswordSource, ROOT, userOf } from '../auth.ts';
import { afterAuth } from '../auth-effect.ts';
import { authOf } from '../auth-reliance.ts';
import { code, say, type Text } from '../message.ts';
import { guard, leftOf, passed, refused, skipped } from './verdict.ts';

/** What the bot can log in with afterwards. */
const ofConfiguration: readonly PasswordSource['from'][] = ['configured', 'next'];

/** Nobody locks the bot out, nor takes the last root: after each step it still may do everything. */
export const ownLogin = guard('own_login', given => {
  const left = leftOf(given);
  const read = authOf(given.snapshot);
  if (!read.ok || !left.some(([, { kind }]) => kind === 'auth')) return skipped(say('guard.own_login.none'));
  let state = read.value;
  for (const [index, step] of left) {
    if (step.kind !== 'auth') continue;
    if (state.enabled && deletes(step.auth, state.login)) return refused(deleted(state.login));
    if (
      step.auth.change === 'set-password' &&
      step.auth.user === state.login &&
      !ofConfiguration.includes(step.auth.password.from)
    ) {
      return refused(say('guard.own_login.password', { number: index + 1, user: code(state.login) }));
    }
    state = afterAuth(state, step.auth);
    const why = state.enabled ? lockedOut(state) : null;
    if (why) return refused(why);
  }
  // With logins off, one may go to come back with the configured password.
  const gone = state.login !== null && userOf(read.value, state.login) && !userOf(state, state.login);
  if (gone) return refused(deleted(state.login));
  if (!state.enabled) return passed(say('guard.own_login.off'));
  return passed(say('guard.own_login.stays', { user: code(state.login ?? ROOT) }));
});

/** etcd itself keeps root from losing its role, and from being deleted, while logins are on; what it lets through is the bot's own user. */
function lockedOut(state: AuthState): Text | null {
  if (!userOf(state, ROOT)?.roles.includes(ROOT)) return say('guard.own_login.root_needed');
  if (state.login === null) return say('guard.own_login.unconfigured');
  return userOf(state, state.login)?.roles.includes(ROOT)
    ? null
    : say('guard.own_login.not_root', { user: code(state.login) });
}

const deletes = (change: AuthChange, login: string | null): boolean =>
  change.change === 'delete-user' && change.user === login;

const deleted = (login: string | null): Text => say('guard.own_login.deleted', { user: code(login ?? ROOT) });
