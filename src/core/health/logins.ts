import { type AuthRole, type AuthState, ROOT } from '../auth.ts';
import { covers, staysIn, touches } from '../key-span.ts';
import { codeText, list, type Param } from '../message.ts';
import type { PasswordCheck } from '../password-check.ts';
import { namespacePrefix } from '../patroni/key-name.ts';
import { type Finding, find } from './finding.ts';

/** What logins are judged by. Names of PostgreSQL clusters, a Citus group as `shop/0`; null where they could not be read. */
export type LoginCase = {
  readonly auth: AuthState;
  readonly clusters: readonly string[] | null;
  readonly passwords: PasswordCheck | null;
};

type LoginRule = (given: Site) => Finding | null;
/** `scopes`: the first part of the names, which is also the name that Pigsty gives user and role. */
type Site = LoginCase & { readonly inside: string; readonly scopes: readonly string[] };

const rootPasswordIsKnown: LoginRule = ({ passwords }) =>
  passwords?.etcd?.some(({ user, taken }) => user === ROOT && taken === true)
    ? find('login_default_root', 'bad', {})
    : null;

const restPasswordIsKnown: LoginRule = ({ passwords }) => {
  const known = passwords?.patroni.filter(({ verdict }) => verdict === 'default' || verdict === 'open') ?? [];
  return known.length > 0
    ? find('login_default_rest', 'bad', { who: codes(known.map(({ cluster }) => cluster)) })
    : null;
};

/** Pigsty's own default is the name of the cluster (`pg_etcd_password: ''`), and its etcd asks for a certificate besides. */
const passwordIsName: LoginRule = ({ passwords }) => {
  const known = passwords?.etcd?.filter(({ tried, taken }) => tried === 'name' && taken === true) ?? [];
  return known.length > 0
    ? find('login_password_is_name', 'warning', { who: codes(known.map(({ user }) => user)) })
    : null;
};

/** After a reset, Pigsty's `etcd.yml` makes root anew and nobody else (roles/etcd/tasks/auth.yml). */
const clusterHasNoLogin: LoginRule = ({ auth, scopes, inside }) => {
  if (!auth.enabled) return null;
  const without = scopes.filter(scope => !auth.users.some(user => mayRun(user, `${inside}${scope}/`, auth)));
  return without.length > 0 ? find('login_missing', 'warning', { who: codes(without) }) : null;
};

/** `/pg/pg-test` is the beginning of `/pg/pg-test2/`, too. */
const roleReachesSibling: LoginRule = site => {
  const hits = ownRoles(site).flatMap(({ role, scope }) => {
    const siblings = site.scopes.filter(other => other !== scope && reaches(role, `${site.inside}${other}/`, isStem));
    return siblings.length > 0 ? [{ role: role.name, siblings }] : [];
  });
  if (hits.length === 0) return null;
  const siblings = [...new Set(hits.flatMap(hit => hit.siblings))];
  return find('login_sibling', 'bad', { roles: codes(hits.map(hit => hit.role)), who: codes(siblings) });
};

/** The same before there is a sibling. */
const roleLacksSlash: LoginRule = site => {
  const open = ownRoles(site).filter(({ role, scope }) =>
    role.permissions.some(({ keys }) => keys.span === 'prefix' && keys.key === `${site.inside}${scope}`),
  );
  return open.length > 0
    ? find('login_no_slash', 'warning', { roles: codes(open.map(({ role }) => role.name)) })
    : null;
};

const roleIsWide: LoginRule = site => {
  const owned = ownRoles(site);
  const wide = site.auth.roles.filter(role => {
    if (role.name === ROOT) return false;
    const scopes = owned.filter(each => each.role === role).map(({ scope }) => scope);
    return role.permissions.some(({ keys }) => {
      if (isStem(keys) && scopes.some(scope => keys.key === `${site.inside}${scope}`)) return false;
      // A role of PostgreSQL is for its own keys; any other may have its own, but not theirs.
      return scopes.length > 0
        ? !scopes.some(scope => staysIn(keys, `${site.inside}${scope}/`))
        : touches(keys, site.inside) && site.scopes.some(scope => touches(keys, `${site.inside}${scope}/`));
    });
  });
  return wide.length > 0 ? find('login_wide', 'warning', { roles: codes(wide.map(({ name }) => name)) }) : null;
};

const rules: readonly LoginRule[] = [
  rootPasswordIsKnown,
  restPasswordIsKnown,
  roleReachesSibling,
  clusterHasNoLogin,
  passwordIsName,
  roleIsWide,
  roleLacksSlash,
];

/** What is wrong with the logins of an etcd that carries PostgreSQL, the worst first. */
export function judgeLogins(given: LoginCase): readonly Finding[] {
  const { namespace = null } = given.auth;
  const scopes = [...new Set((given.clusters ?? []).map(name => name.split('/')[0] ?? name))];
  const site = { ...given, inside: namespace === null ? '/' : namespacePrefix(namespace), scopes };
  return rules.flatMap(rule => rule(site) ?? []);
}

/** Roles that belong to a PostgreSQL cluster: by their name, or as the role of the user with its name. */
function ownRoles({ auth, scopes }: Site): readonly { readonly role: AuthRole; readonly scope: string }[] {
  return scopes.flatMap(scope => {
    const held = auth.users.find(({ name }) => name === scope)?.roles ?? [];
    return auth.roles.flatMap(role =>
      role.name !== ROOT && (role.name === scope || held.includes(role.name)) ? [{ role, scope }] : [],
    );
  });
}

const isStem = ({ span, key }: { readonly span: string; readonly key: string }): boolean =>
  span === 'prefix' && key !== '' && !key.endsWith('/');

const reaches = (role: AuthRole, prefix: string, how: typeof isStem): boolean =>
  role.permissions.some(({ keys }) => how(keys) && touches(keys, prefix));

/** Whether a user may do all that Patroni does below a prefix. */
const mayRun = (user: AuthState['users'][number], prefix: string, { roles }: AuthState): boolean =>
  user.name !== ROOT &&
  (user.roles.includes(ROOT) ||
    roles.some(
      role =>
        user.roles.includes(role.name) &&
        role.permissions.some(({ access, keys }) => access === 'readwrite' && covers(keys, prefix)),
    ));

const codes = (names: readonly string[]): Param => list(names.map(codeText));
