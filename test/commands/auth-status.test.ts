import { describe, expect, it } from 'vitest';
import { authRotateRoot } from '../../commands/auth/auth-rotate-root.ts';
import { authStatus } from '../../commands/auth/auth-status.ts';
import type { AuthState } from '../../src/core/auth.ts';
import type { Snapshot } from '../../src/core/cluster.ts';
import { ownLogin } from '../../src/core/guards/own-login.ts';
import { plain } from '../../src/core/message.ts';
import type { PasswordCheck } from '../../src/core/password-check.ts';
import { isRefusal } from '../../src/core/refusal.ts';
import type { Request } from '../../src/core/request.ts';
import { speak } from '../../src/text/speak.ts';
import { aCluster } from '../a-cluster.ts';
import { aRequest } from '../a-request.ts';
import { tell } from '../tell.ts';

const logins: AuthState = {
  enabled: true,
  revision: 7,
  login: 'root',
  namespace: '/pg',
  users: [
    { name: 'root', roles: ['root'] },
    { name: 'bot', roles: ['root'] },
    { name: 'pg-test', roles: ['pg-test'] },
  ],
  roles: [
    { name: 'root', permissions: [] },
    { name: 'pg-test', permissions: [{ access: 'readwrite', keys: { span: 'prefix', key: '/pg/pg-test' } }] },
  ],
};
const seen = (given: Partial<AuthState> = {}, passwords?: PasswordCheck): Snapshot => ({
  ...aCluster().patroni({ name: 'pg-test', leader: null, members: [] }).snapshot(),
  auth: { ok: true, value: { ...logins, ...given } },
  ...(passwords && { passwords: { ok: true, value: passwords } }),
});
const tried: PasswordCheck = {
  takenAt: 1,
  etcd: [
    { user: 'root', tried: 'default', taken: true },
    { user: 'pg-test', tried: 'name', taken: null },
  ],
  patroni: [{ cluster: 'pg-test', verdict: 'refused' }],
};

describe('auth status', () => {
  it('tells what is wrong with roles, and says nothing of passwords that were not tried', () => {
    const text = tell(authStatus, seen());
    expect(text).toContain('The prefix of these roles has no slash at its end: pg-test');
    expect(text).not.toContain('Well-known passwords');
  });

  it('says so when nothing is wrong', () => {
    expect(tell(authStatus, seen({ roles: [], users: [], enabled: false }))).toContain('Nothing to see to');
  });

  it('says what was tried, each with its answer', () => {
    const text = tell(authStatus, seen({}, tried));
    expect(text).toContain('etcd still takes the default password of root');
    expect(text).toContain('root with the default of Pigsty: still taken');
    expect(text).toContain('pg-test with its own name: not known');
    expect(text).toContain('Patroni of pg-test, REST API, with the default of Pigsty: not taken');
  });

  it('says when no password means anything', () => {
    expect(tell(authStatus, seen({ enabled: false }, { ...tried, etcd: null }))).toContain(
      'Logins are off, so no password',
    );
  });

  it('tries passwords only when told to, by whoever may see values', () => {
    const [plainly, trying] = [
      aRequest('auth status'),
      aRequest('auth status', { options: { 'check-passwords': true } }),
    ];
    expect([authStatus.permission(plainly), authStatus.permission(trying)]).toEqual(['read', 'values']);
    expect(authStatus.needs(plainly)).toEqual({ parts: ['auth', 'patroni'] });
    expect(authStatus.needs(trying)).toEqual({ parts: ['auth', 'patroni', 'passwords'] });
  });
});

const channel = { kind: 'channel', channel: 'C1', thread: null } as const;
const rotate = (state: Partial<AuthState>, more: Partial<Request> = {}) =>
  authRotateRoot.plan(aRequest('auth rotate-root', { place: channel, ...more }), seen(state));
const around = { now: 0, phase: 'execution', freeze: null, busyWith: null, progress: new Map() } as const;

describe('a new password for root', () => {
  it('is made where the bot is somebody else, with every line that has to be typed after it', () => {
    const plan = rotate({ login: 'bot' });
    if (isRefusal(plan)) throw new Error(plan.refused);
    expect(plan.steps).toEqual([
      { kind: 'auth', auth: { change: 'set-password', user: 'root', password: { from: 'generated' } } },
    ]);
    const notes = plan.notes.map(note => plain(speak(note, 'en'))).join('\n');
    for (const line of [
      'etcd_root_password',
      './infra.yml -t env_patroni',
      './etcd.yml -t etcd_conf',
      'logs in as bot',
    ]) {
      expect(notes).toContain(line);
    }
    expect(ownLogin.judge({ plan, snapshot: seen({ login: 'bot' }), around }).outcome).toBe('passed');
  });

  it('is the one that is ready where the bot is root, so that it knows it', () => {
    const plan = rotate({ prepared: true });
    if (isRefusal(plan)) throw new Error(plan.refused);
    expect(plan.steps).toEqual([
      { kind: 'auth', auth: { change: 'set-password', user: 'root', password: { from: 'next' } } },
    ]);
    expect(plan.notes.map(note => plain(speak(note, 'en'))).join('\n')).toContain(
      'move auth.nextPassword to auth.password',
    );
    expect(ownLogin.judge({ plan, snapshot: seen({ prepared: true }), around }).outcome).toBe('passed');
  });

  it.each<[string, Partial<AuthState>, Partial<Request>]>([
    ['where none is ready', {}, {}],
    ['where another one would be typed', { prepared: true }, { options: { ask: true }, sealed: 'sealed' }],
  ])('is refused to a bot that is root, %s', (_, state, more) => {
    expect(rotate(state, more)).toMatchObject({ refused: 'rotate_locks_out' });
  });
});
