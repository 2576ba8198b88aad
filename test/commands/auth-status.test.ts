import { describe, expect, it } from 'vitest';
import { authRotateRoot } from '../../commands/auth/auth-rotate-root.ts';
import { authStatus } from '../../commands/auth/auth-status.ts';
import type { AuthState } from '../../src/core/auth.ts';
import { checkPlan, refusedBy } from '../../src/core/check.ts';
import type { Snapshot } from '../../src/core/cluster.ts';
import { ownLogin } from '../../src/core/guards/own-login.ts';
import { plain } from '../../src/core/message.ts';
import type { PasswordCheck } from '../../src/core/password-check.ts';
import type { PigstyState } from '../../src/core/pigsty/inventory.ts';
import { isRefusal } from '../../src/core/refusal.ts';
import type { Request } from '../../src/core/request.ts';
import { presentDryRun } from '../../src/present/card.ts';
import { speak } from '../../src/text/speak.ts';
import { aCluster } from '../a-cluster.ts';
import { aRequest } from '../a-request.ts';
import { anOperationOf } from '../an-operation.ts';
import { aPigsty, withFourth } from '../core/pigsty/a-pigsty.ts';
import { inShort } from '../outline.ts';
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

  describe('where the cluster is Pigsty’s', () => {
    const rotated = (pigsty: PigstyState, state: Partial<AuthState> = {}) => {
      const snapshot: Snapshot = { ...seen({ login: 'bot', ...state }), pigsty: { ok: true, value: pigsty } };
      const plan = authRotateRoot.plan(aRequest('auth rotate-root', { place: channel }), snapshot);
      if (isRefusal(plan)) throw new Error(plan.refused);
      return { plan, snapshot, notes: plan.notes.map(note => plain(speak(note, 'en'))).join('\n') };
    };

    it('goes on once somebody has written it into the inventory', () => {
      const { plan, snapshot, notes } = rotated(aPigsty());
      expect(plan.steps.map(inShort)).toEqual([
        'auth',
        'await-root-password pigsty.yml',
        'run-playbook infra.yml -l infra -t env_patroni -f 10',
        'run-playbook etcd.yml -l etcd -t etcd_conf -f 1',
      ]);
      expect(notes).toContain('waits for half an hour until somebody has written it into pigsty.yml');
      expect(notes).not.toContain('./etcd.yml');
      expect(refusedBy(checkPlan({ plan, snapshot, around }))).toEqual([]);
      expect(JSON.stringify(presentDryRun({ ...anOperationOf(plan, snapshot) }))).not.toContain('print.offer');
    });

    it.each<readonly [string, PigstyState, Partial<AuthState>, string]>([
      ['it is encrypted there', aPigsty([], { hidesRoot: true }), {}, 'nobody but Ansible can read it'],
      ['no login proves anything', aPigsty(), { enabled: false }, 'logins are off'],
      ['the inventory is wrong', aPigsty([['{ etcd_seq: 2 }', '{ etcd_seq: 1 }']]), {}, 'cannot be gone by'],
      ['no version stands in it', aPigsty([['version: v4.5.0', 'versions: v4.5.0']]), {}, 'cannot be gone by'],
      ['it differs from the cluster', aPigsty([withFourth]), {}, 'inventory and cluster differ'],
      ['Ansible is away', aPigsty([], { tags: null }), {}, 'does not tell the tags'],
    ])('gives the lines to type, and why, where %s', (_, pigsty, state, why) => {
      const { plan, notes } = rotated(pigsty, state);
      expect(plan.steps.map(inShort)).toEqual(['auth']);
      expect(notes).toContain(why);
      expect(notes).toContain('3. ./etcd.yml -t etcd_conf');
      expect(notes).toContain('4. Nothing for the bot');
    });

    it.each([
      ['by its version', aPigsty([['version: v4.5.0', 'version: v3.5.0']])],
      ['by its tags', aPigsty([], { tags: ['etcd_purge', 'etcd_conf'] })],
    ])('tells nobody to run an etcd.yml that deletes, known %s', (_, pigsty) => {
      const { plan, notes } = rotated(pigsty);
      expect(plan.steps.map(inShort)).toEqual(['auth']);
      expect(notes).toContain('Do not run the etcd.yml of this Pigsty');
      expect(notes).not.toContain('./etcd.yml');
    });
  });

  it.each<[string, Partial<AuthState>, Partial<Request>]>([
    ['where none is ready', {}, {}],
    ['where another one would be typed', { prepared: true }, { options: { ask: true }, sealed: 'sealed' }],
  ])('is refused to a bot that is root, %s', (_, state, more) => {
    expect(rotate(state, more)).toMatchObject({ refused: 'rotate_locks_out' });
  });
});
