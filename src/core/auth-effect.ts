import { type AuthChange, type AuthState, ROOT, roleOf, sameKeys, userOf } from './auth.ts';
import { code, say, type Text } from './message.ts';

/** The logins as a change leaves them. */
export function afterAuth(state: AuthState, change: AuthChange): AuthState {
  switch (change.change) {
    case 'enable':
      return { ...state, enabled: true };
    case 'disable':
      return { ...state, enabled: false };
    case 'add-user':
      return { ...state, users: [...state.users, { name: change.user, roles: [] }] };
    case 'delete-user':
      return { ...state, users: state.users.filter(({ name }) => name !== change.user) };
    case 'set-password':
      return state;
    case 'grant-role':
      return withRoles(state, change.user, roles => [...roles.filter(role => role !== change.role), change.role]);
    case 'revoke-role':
      return withRoles(state, change.user, roles => roles.filter(role => role !== change.role));
    case 'add-role':
      return { ...state, roles: [...state.roles, { name: change.role, permissions: [] }] };
    case 'delete-role':
      // etcd takes the role from its users, too (server/auth/store.go, RoleDelete).
      return {
        ...state,
        roles: state.roles.filter(({ name }) => name !== change.role),
        users: state.users.map(user => ({ ...user, roles: user.roles.filter(role => role !== change.role) })),
      };
    case 'grant-permission':
    case 'revoke-permission':
      return { ...state, roles: state.roles.map(role => (role.name === change.role ? withKeys(role, change) : role)) };
  }
}

function withRoles(state: AuthState, user: string, how: (roles: readonly string[]) => readonly string[]): AuthState {
  return {
    ...state,
    users: state.users.map(each => (each.name === user ? { ...each, roles: how(each.roles) } : each)),
  };
}

function withKeys(
  role: AuthState['roles'][number],
  change: Extract<AuthChange, { readonly change: 'grant-permission' | 'revoke-permission' }>,
): AuthState['roles'][number] {
  const others = role.permissions.filter(({ keys }) => !sameKeys(keys, change.keys));
  return change.change === 'revoke-permission'
    ? { ...role, permissions: others }
    : { ...role, permissions: [...others, { access: change.access, keys: change.keys }] };
}

/** Whether etcd shows what a change wants; null when it shows nothing of it, as of a password. */
export function showsAuth(state: AuthState, change: AuthChange): boolean | null {
  switch (change.change) {
    case 'enable':
      return state.enabled;
    case 'disable':
      return !state.enabled;
    case 'set-password':
      return null;
    case 'add-user':
      return userOf(state, change.user) !== null;
    case 'delete-user':
      return userOf(state, change.user) === null;
    case 'grant-role':
      return userOf(state, change.user)?.roles.includes(change.role) ?? false;
    case 'revoke-role':
      return !(userOf(state, change.user)?.roles.includes(change.role) ?? false);
    case 'add-role':
      return roleOf(state, change.role) !== null;
    case 'delete-role':
      return roleOf(state, change.role) === null;
    case 'grant-permission':
      return permissionsOf(state, change).some(({ access }) => access === change.access);
    case 'revoke-permission':
      return permissionsOf(state, change).length === 0;
  }
}

const permissionsOf = (
  state: AuthState,
  { role, keys }: Extract<AuthChange, { readonly change: 'grant-permission' | 'revoke-permission' }>,
) => roleOf(state, role)?.permissions.filter(permission => sameKeys(permission.keys, keys)) ?? [];

/** Why etcd would refuse a change, or take it without doing anything (server/auth/store.go, 3.4 to 3.6); null when it would do it. */
export function problemOfAuth(state: AuthState, change: AuthChange): Text | null {
  switch (change.change) {
    case 'enable':
      if (state.enabled) return say('auth.problem.enabled');
      return userOf(state, ROOT)?.roles.includes(ROOT) ? null : say('auth.problem.no_root');
    case 'disable':
      return state.enabled ? null : say('auth.problem.disabled');
    case 'add-user':
      return userOf(state, change.user) ? say('auth.problem.user_exists', { user: code(change.user) }) : null;
    case 'set-password':
    case 'delete-user':
      return missingUser(state, change.user);
    case 'grant-role':
    case 'revoke-role':
      return missingUser(state, change.user) ?? problemOfRole(state, change);
    case 'add-role':
      return roleOf(state, change.role) ? say('auth.problem.role_exists', { role: code(change.role) }) : null;
    case 'delete-role':
      return missingRole(state, change.role);
    case 'grant-permission':
      return missingRole(state, change.role) ?? (showsAuth(state, change) ? say('auth.problem.granted') : null);
    case 'revoke-permission':
      return missingRole(state, change.role) ?? (showsAuth(state, change) ? say('auth.problem.not_granted') : null);
  }
}

function problemOfRole(
  state: AuthState,
  change: Extract<AuthChange, { readonly change: 'grant-role' | 'revoke-role' }>,
): Text | null {
  const told = { user: code(change.user), role: code(change.role) };
  if (change.change === 'revoke-role') return showsAuth(state, change) ? say('auth.problem.has_not', told) : null;
  return missingRole(state, change.role) ?? (showsAuth(state, change) ? say('auth.problem.has', told) : null);
}

const missingUser = (state: AuthState, user: string): Text | null =>
  userOf(state, user) ? null : say('auth.problem.no_user', { user: code(user) });

const missingRole = (state: AuthState, role: string): Text | null =>
  roleOf(state, role) ? null : say('auth.problem.no_role', { role: code(role) });
