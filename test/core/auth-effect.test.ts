import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AuthChange, type AuthState, ROOT } from '../../src/core/auth.ts';
import { untilEnabled } from '../../src/core/auth-draft.ts';
import { afterAuth, problemOfAuth, showsAuth } from '../../src/core/auth-effect.ts';
import { reasonOfAuth } from '../../src/core/auth-tier.ts';
import { notAsked } from '../../src/core/cluster.ts';

const keys = { span: 'prefix', key: '/app/' } as const;
const state: AuthState = {
  enabled: false,
  revision: 1,
  login: 'root',
  users: [
    { name: 'root', roles: ['root'] },
    { name: 'app', roles: ['app-rw'] },
  ],
  roles: [
    { name: 'root', permissions: [] },
    { name: 'app-rw', permissions: [{ access: 'read', keys }] },
  ],
};
const on: AuthState = { ...state, enabled: true };
const generated = { from: 'generated' } as const;

type Row = readonly [AuthChange, AuthState, string | null];
const rows: readonly Row[] = [
  [{ change: 'enable' }, state, null],
  [{ change: 'enable' }, on, 'enabled'],
  [{ change: 'enable' }, { ...state, users: [{ name: 'root', roles: [] }] }, 'no_root'],
  [{ change: 'disable' }, on, null],
  [{ change: 'disable' }, state, 'disabled'],
  [{ change: 'add-user', user: 'new', password: generated }, on, null],
  [{ change: 'add-user', user: 'app', password: null }, on, 'user_exists'],
  [{ change: 'set-password', user: 'app', password: generated }, on, null],
  [{ change: 'set-password', user: 'new', password: generated }, on, 'no_user'],
  [{ change: 'delete-user', user: 'app' }, on, null],
  [{ change: 'delete-user', user: 'new' }, on, 'no_user'],
  [{ change: 'grant-role', user: 'root', role: 'app-rw' }, on, null],
  [{ change: 'grant-role', user: 'app', role: 'app-rw' }, on, 'has'],
  [{ change: 'grant-role', user: 'app', role: 'none' }, on, 'no_role'],
  [{ change: 'grant-role', user: 'new', role: 'app-rw' }, on, 'no_user'],
  [{ change: 'revoke-role', user: 'app', role: 'app-rw' }, on, null],
  [{ change: 'revoke-role', user: 'app', role: 'root' }, on, 'has_not'],
  [{ change: 'add-role', role: 'new' }, on, null],
  [{ change: 'add-role', role: 'app-rw' }, on, 'role_exists'],
  [{ change: 'delete-role', role: 'app-rw' }, on, null],
  [{ change: 'delete-role', role: 'new' }, on, 'no_role'],
  [{ change: 'grant-permission', role: 'app-rw', access: 'write', keys }, on, null],
  [{ change: 'grant-permission', role: 'app-rw', access: 'read', keys }, on, 'granted'],
  [{ change: 'grant-permission', role: 'new', access: 'read', keys }, on, 'no_role'],
  [{ change: 'revoke-permission', role: 'app-rw', keys }, on, null],
  [{ change: 'revoke-permission', role: 'app-rw', keys: { span: 'key', key: '/app/' } }, on, 'not_granted'],
];

describe('a change of logins', () => {
  it.each(rows)('%o on %o: %s', (change, before, problem) => {
    const why = problemOfAuth(before, change);
    expect(why && 'key' in why ? why.key : null).toBe(problem && `auth.problem.${problem}`);
  });

  it.each(rows.filter(([change, , problem]) => problem === null && change.change !== 'set-password'))(
    '%o shows when it is done, and only then',
    (change, before) => {
      expect(showsAuth(before, change)).toBe(false);
      expect(showsAuth(afterAuth(before, change), change)).toBe(true);
    },
  );

  it('of a password shows nothing', () => {
    expect(showsAuth(on, { change: 'set-password', user: 'app', password: generated })).toBeNull();
  });

  it('that deletes a role takes it from its users', () => {
    expect(afterAuth(on, { change: 'delete-role', role: 'app-rw' }).users[1]?.roles).toEqual([]);
  });
});

const names = fc.constantFrom('root', 'bot', 'app');
const anyState: fc.Arbitrary<AuthState> = fc.record({
  enabled: fc.constant(false),
  revision: fc.constant(1),
  login: fc.constantFrom('root', 'bot'),
  users: fc.uniqueArray(fc.record({ name: names, roles: fc.uniqueArray(fc.constantFrom('root', 'app')) }), {
    selector: ({ name }) => name,
  }),
  roles: fc.constant([{ name: 'app', permissions: [] }]),
});

it('whatever is missing, logins can be switched on afterwards, with root and the bot in', () => {
  fc.assert(
    fc.property(anyState, fc.boolean(), (given, known) => {
      const start = known ? { ...given, roles: [...given.roles, { name: ROOT, permissions: [] }] } : given;
      const login = start.login ?? ROOT;
      const { changes } = untilEnabled(start, login);
      let at = start;
      for (const change of [...changes, { change: 'enable' } as const]) {
        expect(problemOfAuth(at, change)).toBeNull();
        at = afterAuth(at, change);
      }
      expect(at.enabled).toBe(true);
      for (const name of [ROOT, login]) expect(at.users.find(user => user.name === name)?.roles).toContain(ROOT);
      const before = start.users.find(({ name }) => name === login)?.roles ?? [];
      expect(at.users.find(({ name }) => name === login)?.roles).toEqual(expect.arrayContaining([...before]));
      const passwords = changes.flatMap(change => (change.change === 'add-user' ? change : []));
      expect(passwords.find(({ user }) => user === login)?.password).toEqual({ from: 'configured' });
    }),
  );
});

describe('how much a change of logins can do', () => {
  const patroni = { ok: true, value: [{ name: 'pg-orders', leader: null, members: [] }] } as const;
  const auth = { ok: true, value: { ...on, users: [{ name: 'pg-orders', roles: ['app-rw'] }] } } as const;

  it.each<readonly [AuthChange, number]>([
    [{ change: 'enable' }, 3],
    [{ change: 'disable' }, 3],
    [{ change: 'grant-role', user: 'app', role: 'root' }, 3],
    [{ change: 'grant-role', user: 'app', role: 'app-rw' }, 2],
    [{ change: 'delete-user', user: 'pg-orders' }, 3],
    [{ change: 'set-password', user: 'pg-orders', password: generated }, 3],
    [{ change: 'delete-user', user: 'app' }, 2],
    [{ change: 'delete-role', role: 'app-rw' }, 3],
    [{ change: 'delete-role', role: 'other' }, 2],
    [{ change: 'add-role', role: 'new' }, 2],
  ])('%o is of tier %i', (change, tier) => {
    expect(reasonOfAuth(change, { patroni, auth }).tier).toBe(tier);
  });

  it('is no less where PostgreSQL clusters are not known, but for them', () => {
    expect(reasonOfAuth({ change: 'delete-user', user: 'pg-orders' }, { patroni: notAsked, auth }).tier).toBe(2);
  });
});
