import type { AuthChange, KeySpan } from '../core/auth.ts';
import { code, inner, say, type Text } from '../core/message.ts';

/** A change of logins in words. Where a password comes from is said; a password never is. */
export function authStepText(change: AuthChange): Text {
  switch (change.change) {
    case 'enable':
    case 'disable':
      return say(`step.auth.${change.change}`);
    case 'add-user':
      return say(`step.auth.add-user.${change.password?.from ?? 'none'}`, { user: code(change.user) });
    case 'set-password':
      return say(`step.auth.set-password.${change.password.from}`, { user: code(change.user) });
    case 'delete-user':
      return say('step.auth.delete-user', { user: code(change.user) });
    case 'grant-role':
    case 'revoke-role':
      return say(`step.auth.${change.change}`, { user: code(change.user), role: code(change.role) });
    case 'add-role':
    case 'delete-role':
      return say(`step.auth.${change.change}`, { role: code(change.role) });
    case 'grant-permission': {
      const told = { role: code(change.role), access: change.access, keys: inner(keysText(change.keys)) };
      return say('step.auth.grant-permission', told);
    }
    case 'revoke-permission':
      return say('step.auth.revoke-permission', { role: code(change.role), keys: inner(keysText(change.keys)) });
  }
}

/** Which keys, in words. */
export function keysText(keys: KeySpan): Text {
  if (keys.span === 'prefix' && keys.key === '') return say('auth.keys.all');
  if (keys.span === 'range') return say('auth.keys.range', { key: code(keys.key), end: code(keys.end) });
  return say(`auth.keys.${keys.span}`, { key: code(keys.key) });
}
