import { describe, expect, it } from 'vitest';
import type { AuthState } from '../../src/core/auth.ts';
import type { AuthFacts } from '../../src/core/facts/auth.ts';
import { plain } from '../../src/core/message.ts';
import { presentAuth } from '../../src/present/auth.ts';
import { authStepText } from '../../src/present/auth-steps.ts';
import { speak } from '../../src/text/speak.ts';

const state: AuthState = {
  enabled: true,
  revision: 7,
  login: 'root',
  users: [
    { name: 'root', roles: ['root'] },
    { name: 'app', roles: [] },
  ],
  roles: [
    { name: 'root', permissions: [] },
    {
      name: 'app-rw',
      permissions: [
        { access: 'read', keys: { span: 'prefix', key: '/app/' } },
        { access: 'write', keys: { span: 'prefix', key: '' } },
      ],
    },
  ],
};
const facts = (about: AuthFacts['about'], change: Partial<AuthState> = {}): AuthFacts => ({
  ...{ kind: 'auth', about, cluster: 'prod', takenAt: 0, tookMs: 5 },
  state: { ok: true, value: { ...state, ...change } },
});
const told = (given: AuthFacts): string => JSON.stringify(presentAuth(given));
const verdict = (given: AuthFacts) => presentAuth(given)[0];

describe('logins in a message', () => {
  it('are good news when they are asked for, and a warning when not', () => {
    expect(verdict(facts('status'))).toMatchObject({ type: 'verdict', tone: 'good' });
    expect(verdict(facts('status', { enabled: false }))).toMatchObject({ type: 'verdict', tone: 'warning' });
  });

  it('say what a version does not tell', () => {
    expect(told(facts('status', { revision: null, login: null }))).toContain('auth.revision_unknown');
  });

  it('list users with their roles, and roles with their users', () => {
    expect(told(facts('users'))).toContain('"app"');
    expect(told(facts('roles'))).toContain('"app-rw"');
    expect(told(facts('users', { users: [] }))).not.toContain('table');
  });

  it('tell of one role what it permits, in words', () => {
    const role = told(facts({ role: 'app-rw' }));
    expect(role).toContain('auth.keys.prefix');
    expect(role).toContain('auth.keys.all');
    expect(role).toContain('auth.role.no_users');
    expect(told(facts({ role: 'root' }))).toContain('auth.role.root');
  });

  it('end at what Slack shows in a table', () => {
    const users = Array.from({ length: 120 }, (_, n) => ({ name: `u${n}`, roles: [] }));
    const document = presentAuth(facts('users', { users }));
    expect(document.flatMap(element => (element.type === 'table' ? element.rows : []))).toHaveLength(99);
    expect(JSON.stringify(document)).toContain('auth.more');
  });

  it('say that only root may ask when that is why they cannot be read', () => {
    const deaf = (code: 'permission_denied' | 'deadline'): AuthFacts => ({
      ...facts('status'),
      state: { ok: false, fault: { code, detail: '' } },
    });
    expect(told(deaf('permission_denied'))).toContain('auth.root_only');
    expect(told(deaf('deadline'))).not.toContain('auth.root_only');
  });
});

describe('a step of logins in words', () => {
  it('says where a password comes from, and never what it is', () => {
    const typed = authStepText({ change: 'add-user', user: 'app', password: { from: 'typed', sealed: 'SEALED' } });
    expect(JSON.stringify(typed)).not.toContain('SEALED');
    expect(plain(speak(typed, 'en'))).toBe('Add the user app with the password that was typed');
    const keys = { span: 'range', key: '/a', end: '/k' } as const;
    const grant = authStepText({ change: 'grant-permission', role: 'app-rw', access: 'read', keys });
    expect(plain(speak(grant, 'en'))).toBe('Permit the role app-rw read: from /a up to, not including, /k');
    expect(plain(speak(authStepText({ change: 'add-user', user: 'x', password: null }), 'zh'))).toBe(
      '添加用户 x，不设密码',
    );
  });
});
