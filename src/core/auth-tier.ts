import { type AuthChange, ROOT, roleOfChange, userOfChange } from './auth.ts';
import { authOf } from './auth-reliance.ts';
import type { Snapshot } from './cluster.ts';
import { list, say, type Text, verbatim } from './message.ts';
import type { Tier } from './operation.ts';

/** Who asks clients for a login, makes a root, or takes rights of a PostgreSQL cluster away can stop everything at once. */
export function reasonOfAuth(
  change: AuthChange,
  snapshot: Pick<Snapshot, 'patroni' | 'auth'>,
): { readonly tier: Tier; readonly text: Text } {
  switch (change.change) {
    case 'enable':
      return { tier: 3, text: say('tier.auth_enable') };
    case 'disable':
      return { tier: 3, text: say('tier.auth_disable') };
    case 'grant-role':
      if (change.role === ROOT) return { tier: 3, text: say('tier.auth_root', { user: change.user }) };
      break;
    case 'delete-user':
    case 'set-password':
    case 'revoke-role':
    case 'delete-role':
    case 'revoke-permission': {
      const hit = postgresOf(change, snapshot);
      if (hit.length > 0) return { tier: 3, text: say('tier.auth_postgres', { who: list(hit.map(verbatim)) }) };
      break;
    }
    default:
  }
  return { tier: 2, text: say('tier.auth') };
}

/** PostgreSQL clusters whose login a change is about: by custom, theirs is the user with the cluster's own name. */
export function postgresOf(change: AuthChange, snapshot: Pick<Snapshot, 'patroni' | 'auth'>): readonly string[] {
  if (!snapshot.patroni.ok) return [];
  const role = roleOfChange(change);
  const auth = authOf(snapshot);
  const holders = auth.ok ? auth.value.users.filter(({ roles }) => role !== null && roles.includes(role)) : [];
  const user = userOfChange(change);
  const users = user === null ? holders.map(({ name }) => name) : [user];
  return snapshot.patroni.value.flatMap(({ name }) => (users.includes(name) ? [name] : []));
}
