import { describe, expect, it } from 'vitest';
import { authEnable } from '../../commands/auth/auth-enable.ts';
import { userDelete } from '../../commands/auth/user-delete.ts';
import { userPasswd } from '../../commands/auth/user-passwd.ts';
import type { AuthState } from '../../src/core/auth.ts';
import type { Fault, Reading, Snapshot } from '../../src/core/cluster.ts';
import type { ChangeCommand } from '../../src/core/command.ts';
import { driftOf } from '../../src/core/drift.ts';
import { authState } from '../../src/core/guards/auth-state.ts';
import { ownLogin } from '../../src/core/guards/own-login.ts';
import { type Plan, planHash } from '../../src/core/plan.ts';
import { isRefusal } from '../../src/core/refusal.ts';
import type { Request } from '../../src/core/request.ts';
import { aCluster } from '../a-cluster.ts';
import { aRequest } from '../a-request.ts';

const logins: AuthState = {
  enabled: true,
  revision: 7,
  login: 'bot',
  users: [
    { name: 'root', roles: ['root'] },
    { name: 'bot', roles: ['root'] },
    { name: 'app', roles: ['app-rw'] },
  ],
  roles: [
    { name: 'root', permissions: [] },
    { name: 'app-rw', permissions: [] },
  ],
};

const seen = (change: Partial<AuthState> = {}): Snapshot => ({
  ...aCluster('prod').snapshot(),
  patroni: { ok: true, value: [{ name: 'pg-orders', leader: null, members: [] }] },
  auth: { ok: true, value: { ...logins, ...change } },
});
const deaf = (code: Fault['code']): Snapshot => {
  const auth: Reading<AuthState> = { ok: false, fault: { code, detail: '' } };
  return { ...seen(), auth };
};

const channel = { kind: 'channel', channel: 'C1', thread: null } as const;
const planned = (command: ChangeCommand, snapshot: Snapshot, more: Partial<Request> = {}) =>
  command.plan(aRequest(command.words.join(' '), { place: channel, ...more }), snapshot);
function planOf(...given: Parameters<typeof planned>): Plan {
  const plan = planned(...given);
  if (isRefusal(plan)) throw new Error(plan.refused);
  return plan;
}
const app = { args: { user: 'app' } };

const around = {
  now: 0,
  phase: 'execution',
  freeze: null,
  busyWith: null,
  progress: new Map(),
} as const;
const judge = (plan: Plan, snapshot: Snapshot) => ({
  state: authState.judge({ plan, snapshot, around }).outcome,
  login: ownLogin.judge({ plan, snapshot, around }),
});

describe('a plan of logins', () => {
  it('relies on the users and roles it names, on root and on the bot', () => {
    expect(planOf(userDelete, seen(), app).relies.auth).toEqual({
      enabled: true,
      login: 'bot',
      users: [
        { name: 'app', roles: ['app-rw'] },
        { name: 'bot', roles: ['root'] },
        { name: 'root', roles: ['root'] },
      ],
      roles: [],
    });
  });

  it.each([
    ['enabled', { enabled: false }, 'drift.auth_disabled'],
    ['the bot', { login: 'root' }, 'drift.auth_login'],
    ['a role of the user', { users: [...logins.users.slice(0, 2), { name: 'app', roles: [] }] }, 'drift.auth_user'],
    ['the user', { users: logins.users.slice(0, 2) }, 'drift.auth_user'],
  ] as const)('is stale when %s changes', (_, change, key) => {
    expect(driftOf(planOf(userDelete, seen(), app), seen(change))).toContainEqual(expect.objectContaining({ key }));
  });

  it('is not stale for users that it does not name, and is for what cannot be read', () => {
    const plan = planOf(userDelete, seen(), app);
    expect(driftOf(plan, seen({ users: [...logins.users, { name: 'new', roles: [] }], revision: 9 }))).toEqual([]);
    expect(driftOf(plan, deaf('permission_denied'))).toHaveLength(1);
  });

  it('is approved together with the sealed password in it, and with no other', () => {
    const typed = (sealed: string) => planOf(userPasswd, seen(), { ...app, options: { ask: true }, sealed });
    expect(planHash(typed('one'))).not.toBe(planHash(typed('two')));
    expect(typed('one').line).toBe('user passwd app --ask');
  });

  it('tells which PostgreSQL clusters are prepared for logins, and which are not', () => {
    const off = { enabled: false };
    const notes = JSON.stringify(planOf(authEnable, seen(off)).notes);
    expect(notes).toContain('auth.note.postgres_without');
    const users = [...logins.users, { name: 'pg-orders', roles: [] }];
    expect(JSON.stringify(planOf(authEnable, seen({ ...off, users })).notes)).toContain('auth.note.postgres_ready');
    expect(JSON.stringify(planOf(userDelete, seen({ users }), { args: { user: 'pg-orders' } }).notes)).toContain(
      'auth.note.postgres',
    );
  });

  it.each([
    ['without a login of the bot', authEnable, seen({ enabled: false, login: null }), 'auth_unconfigured'],
    ['that are on already', authEnable, seen(), 'auth_no_use'],
    ['that cannot be read', authEnable, deaf('permission_denied'), 'auth_unreadable'],
    ['of nobody', userDelete, seen(), 'auth_no_use'],
  ] as const)('%s is refused', (_, command, snapshot, refused) => {
    expect(planned(command, snapshot)).toMatchObject({ refused });
  });
});

describe('the guards of logins', () => {
  it('pass what etcd would take, and refuse it when it would not any more', () => {
    const plan = planOf(userDelete, seen(), app);
    expect(judge(plan, seen())).toMatchObject({ state: 'passed', login: { outcome: 'passed' } });
    expect(judge(plan, seen({ users: logins.users.slice(0, 2) })).state).toBe('refused');
    expect(judge(plan, deaf('deadline')).state).toBe('refused');
  });

  it.each(['bot', 'root'])('refuse to delete %s', user => {
    expect(judge(planOf(userDelete, seen(), { args: { user } }), seen()).login.outcome).toBe('refused');
  });

  it('refuse to change the password that the bot has in its configuration', () => {
    expect(judge(planOf(userPasswd, seen(), { args: { user: 'bot' } }), seen()).login).toMatchObject({
      outcome: 'refused',
      because: { key: 'guard.own_login.password' },
    });
  });

  it('refuse logins when the bot would not have the role root', () => {
    const snapshot = seen({ enabled: false });
    const bare: Plan = { ...planOf(authEnable, snapshot), steps: [{ kind: 'auth', auth: { change: 'enable' } }] };
    const without = seen({ enabled: false, users: [...logins.users.slice(0, 1), { name: 'bot', roles: [] }] });
    expect(judge(bare, without).login).toMatchObject({ because: { key: 'guard.own_login.not_root' } });
    expect(judge(bare, seen({ enabled: false, login: null })).login).toMatchObject({
      because: { key: 'guard.own_login.unconfigured' },
    });
    expect(judge(planOf(authEnable, snapshot), snapshot).login.outcome).toBe('passed');
  });

  it('have nothing to say of other plans', () => {
    const plan: Plan = { ...planOf(userDelete, seen(), app), steps: [] };
    expect(judge(plan, seen())).toMatchObject({ state: 'skipped', login: { outcome: 'skipped' } });
  });
});
