import { type AuthState, ROOT, roleOf, roleOfChange, userOf, userOfChange } from './auth.ts';
import { notAsked, type Reading, type Snapshot } from './cluster.ts';
import { phraseOf } from './health/fault.ts';
import { code, inner, say, type Text } from './message.ts';
import { type AuthReliance, canonical, type Plan, type Step } from './plan.ts';

export const authOf = (snapshot: Pick<Snapshot, 'auth'>): Reading<AuthState> => snapshot.auth ?? notAsked;

export const authChangesOf = ({ steps }: Pick<Plan, 'steps'>) =>
  steps.flatMap(step => (step.kind === 'auth' ? [step.auth] : []));

/** What of the logins these steps rely on: the users and roles they name, root, and the bot's own login. */
export function reliesOnAuth(state: AuthState, steps: readonly Step[]): AuthReliance {
  const changes = authChangesOf({ steps });
  const users = distinct([ROOT, state.login, ...changes.map(userOfChange)]);
  const roles = distinct(changes.map(roleOfChange));
  return {
    enabled: state.enabled,
    login: state.login,
    users: users.map(name => ({ name, roles: userOf(state, name)?.roles.toSorted() ?? null })),
    roles: roles.map(name => ({
      name,
      permissions:
        roleOf(state, name)
          ?.permissions.map(permission => canonical(permission))
          .toSorted() ?? null,
    })),
  };
}

/** What of the logins is no longer as the plan relies on it. */
export function authDrift(plan: Pick<Plan, 'relies' | 'steps'>, snapshot: Snapshot): readonly Text[] {
  const before = plan.relies.auth;
  if (!before) return [];
  const state = authOf(snapshot);
  if (!state.ok) return [say('drift.auth_unreadable', { phrase: inner(phraseOf(state.fault)) })];
  const now = reliesOnAuth(state.value, plan.steps);
  const users = before.users.filter(
    ({ name }) => canonical(named(before.users, name)) !== canonical(named(now.users, name)),
  );
  const roles = before.roles.filter(
    ({ name }) => canonical(named(before.roles, name)) !== canonical(named(now.roles, name)),
  );
  return [
    ...(before.enabled === now.enabled ? [] : [say(now.enabled ? 'drift.auth_enabled' : 'drift.auth_disabled')]),
    ...(before.login === now.login ? [] : [say('drift.auth_login')]),
    ...users.map(({ name }) => say('drift.auth_user', { user: code(name) })),
    ...roles.map(({ name }) => say('drift.auth_role', { role: code(name) })),
  ];
}

const named = <T extends { readonly name: string }>(all: readonly T[], name: string): T | null =>
  all.find(each => each.name === name) ?? null;

const distinct = (names: readonly (string | null)[]): readonly string[] =>
  [...new Set(names.filter(name => name !== null))].toSorted();
