import { ROOT } from '../core/auth.ts';
import { DEFAULT_ROOT_PASSWORD, type PasswordCheck } from '../core/password-check.ts';
import type { ClusterSettings } from '../core/settings.ts';
import { readAuth } from './auth-state.ts';
import type { CallContext } from './channel.ts';
import type { EndpointConnection } from './connection.ts';
import { isWrongLogin } from './errors.ts';
import { readPatroni } from './patroni.ts';

type Try = NonNullable<PasswordCheck['etcd']>[number];

/** Each try costs etcd a bcrypt and, when it fails, a line in its log. */
const MOST_TRIES = 100;

/**
 * Tries the well-known passwords of Pigsty, one after the other and each once; etcd knows no lock-out. What the bot's own login tells is not
 * tried at all. @throws what etcd says, mostly that only root may ask who there is.
 */
export async function checkPasswords(
  endpoint: EndpointConnection,
  settings: Pick<ClusterSettings, 'auth' | 'patroni'>,
  context: CallContext,
): Promise<Pick<PasswordCheck, 'etcd'>> {
  const { enabled, users } = await readAuth(endpoint, settings, context);
  if (!enabled) return { etcd: null };
  const { auth, patroni } = settings;
  const clusters =
    patroni === null
      ? []
      : await readPatroni(endpoint.keys, { namespace: patroni.namespace, serializable: false }, context);
  // All groups of a Citus cluster log in with the name before the slash.
  const scopes = [...new Set(clusters.map(({ name }) => name.split('/')[0] ?? name))];
  const known = (name: string): boolean => users.some(user => user.name === name);
  const wanted = [
    ...(known(ROOT) ? [{ user: ROOT, tried: 'default', password: DEFAULT_ROOT_PASSWORD } as const] : []),
    ...scopes.filter(known).map(name => ({ user: name, tried: 'name', password: name }) as const),
  ];
  const tries: Try[] = [];
  for (const { user, tried, password } of wanted.slice(0, MOST_TRIES)) {
    // The bot is in by its own password, unless there are two of which one is taken.
    const own = auth?.username === user && !auth.nextPassword ? auth.password === password : null;
    tries.push({ user, tried, taken: own ?? (await isTaken(endpoint, { username: user, password }, context)) });
  }
  return { etcd: tries };
}

const isTaken = (
  { logIn }: EndpointConnection,
  login: { readonly username: string; readonly password: string },
  context: CallContext,
): Promise<boolean | null> =>
  logIn(login, context).then(
    () => true,
    error => (isWrongLogin(error) ? false : null),
  );
