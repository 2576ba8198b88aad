import type { AuthState } from '../core/auth.ts';
import type { ClusterSettings } from '../core/settings.ts';
import type { CallContext } from './channel.ts';
import type { EndpointConnection } from './connection.ts';
import { isAuthOff, toFault } from './errors.ts';

/** Each name is a call of its own. */
const AT_ONCE = 16;

/** Everything etcd tells of its logins. @throws what etcd says, mostly that only root may ask. */
export async function readAuth(
  { calls, logIn }: EndpointConnection,
  { auth, patroni }: Pick<ClusterSettings, 'auth' | 'patroni'>,
  context: CallContext,
): Promise<AuthState> {
  const [{ enabled, revision }, userNames, roleNames] = await Promise.all([
    statusOf({ calls, logIn }, context),
    calls.auth.users(context),
    calls.auth.roles(context),
  ]);
  const users = await each(userNames, name => calls.auth.user(name, context));
  const roles = await each(roleNames, name => calls.auth.role(name, context));
  return {
    enabled,
    revision,
    login: auth?.username ?? null,
    users,
    roles,
    namespace: patroni?.namespace ?? null,
    prepared: typeof auth?.nextPassword === 'string',
  };
}

/** Before 3.5, only a login tells whether logins are on: with them off, every one is answered alike. */
async function statusOf(
  { calls, logIn }: Pick<EndpointConnection, 'calls' | 'logIn'>,
  context: CallContext,
): Promise<{ readonly enabled: boolean; readonly revision: number | null }> {
  try {
    return await calls.authStatus(context);
  } catch (error) {
    if (toFault(error).code !== 'unimplemented') throw error;
    const off = await logIn({ username: 'etcd-chatops-asks', password: '' }, context).then(() => false, isAuthOff);
    return { enabled: !off, revision: null };
  }
}

async function each<T>(names: readonly string[], ask: (name: string) => Promise<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for (let at = 0; at < names.length; at += AT_ONCE) {
    all.push(...(await Promise.all(names.slice(at, at + AT_ONCE).map(ask))));
  }
  return all;
}
