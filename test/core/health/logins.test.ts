import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuthRole, AuthState, KeySpan } from '../../../src/core/auth.ts';
import { judgeLogins, type LoginCase } from '../../../src/core/health/logins.ts';
import { covers, staysIn, touches } from '../../../src/core/key-span.ts';

const prefix = (key: string): KeySpan => ({ span: 'prefix', key });
const role = (name: string, ...keys: readonly KeySpan[]): AuthRole => ({
  name,
  permissions: keys.map(each => ({ access: 'readwrite', keys: each })),
});
const user = (name: string, ...roles: readonly string[]) => ({ name, roles });
const root = user('root', 'root');

/** As Pigsty makes them: a role and a user with the cluster's name. */
const state = (given: Partial<AuthState> = {}): AuthState => ({
  enabled: true,
  revision: 7,
  login: 'root',
  namespace: '/pg',
  users: [root, user('pg-test', 'pg-test')],
  roles: [role('root'), role('pg-test', prefix('/pg/pg-test/'))],
  ...given,
});
const judge = (given: Partial<AuthState>, more: Partial<LoginCase> = {}) =>
  judgeLogins({ auth: state(given), clusters: ['pg-test'], passwords: null, ...more });
const codes = (...given: Parameters<typeof judge>) => judge(...given).map(({ code }) => code);

describe('the logins of an etcd', () => {
  it('are in order as Pigsty makes them', () => {
    expect(judge({})).toEqual([]);
  });

  it.each<[string, Partial<AuthState>, readonly string[], readonly string[]]>([
    [
      'a prefix without a slash, and no sibling',
      { roles: [role('pg-test', prefix('/pg/pg-test'))] },
      ['pg-test'],
      ['login_no_slash'],
    ],
    [
      'a prefix without a slash that reaches a sibling',
      {
        roles: [role('pg-test', prefix('/pg/pg-test')), role('pg-test2', prefix('/pg/pg-test2/'))],
        users: [root, user('pg-test', 'pg-test'), user('pg-test2', 'pg-test2')],
      },
      ['pg-test', 'pg-test2'],
      ['login_sibling', 'login_no_slash'],
    ],
    ['every key', { roles: [role('pg-test', prefix(''))] }, ['pg-test'], ['login_wide']],
    ['the namespace', { roles: [role('pg-test', prefix('/pg/'))] }, ['pg-test'], ['login_wide']],
    [
      'keys of others beside its own',
      { roles: [role('pg-test', prefix('/pg/pg-test/'), prefix('/app/'))] },
      ['pg-test'],
      ['login_wide'],
    ],
    [
      'a role of somebody else that reaches PostgreSQL',
      { roles: [role('pg-test', prefix('/pg/pg-test/')), role('app', { span: 'from', key: '/app/' })] },
      ['pg-test'],
      ['login_wide'],
    ],
    [
      'a role of somebody else with its own keys',
      { roles: [role('pg-test', prefix('/pg/pg-test/')), role('app', prefix('/app/'))] },
      ['pg-test'],
      [],
    ],
    ['a reset that left root alone', { users: [root], roles: [role('root')] }, ['pg-test'], ['login_missing']],
    ['a user without its role', { users: [root, user('pg-test')] }, ['pg-test'], ['login_missing']],
    ['a reset where logins are off', { enabled: false, users: [root], roles: [] }, ['pg-test'], []],
    [
      'one login for all PostgreSQL clusters',
      { users: [root, user('patroni', 'patroni')], roles: [role('patroni', prefix('/pg/'))] },
      ['pg-test', 'pg-meta'],
      ['login_wide'],
    ],
    [
      'a Citus cluster',
      { users: [root, user('shop', 'shop')], roles: [role('shop', prefix('/pg/shop/'))] },
      ['shop/0', 'shop/1'],
      [],
    ],
  ])('say of %s', (_, given, clusters, wanted) => {
    expect(codes(given, { clusters })).toEqual(wanted);
  });

  it('tell which sibling is reached', () => {
    const roles = [role('pg-test', prefix('/pg/pg-test'))];
    const users = [root, user('pg-test', 'pg-test'), user('pg-test2', 'pg-test2')];
    const [sibling] = judge({ roles, users }, { clusters: ['pg-test', 'pg-test2', 'pg-other'] });
    expect(sibling).toMatchObject({ code: 'login_sibling', params: { who: { value: [{ verbatim: 'pg-test2' }] } } });
  });

  it('say which known passwords are still taken', () => {
    const passwords = {
      takenAt: 1,
      etcd: [
        { user: 'root', tried: 'default', taken: true },
        { user: 'pg-test', tried: 'name', taken: true },
        { user: 'pg-meta', tried: 'name', taken: false },
      ],
      patroni: [
        { cluster: 'pg-test', verdict: 'default' },
        { cluster: 'pg-meta', verdict: 'refused' },
        { cluster: 'pg-open', verdict: 'open' },
      ],
    } as const;
    const told = judge({}, { passwords });
    expect(told.map(({ code }) => code)).toEqual([
      'login_default_root',
      'login_default_rest',
      'login_password_is_name',
    ]);
    expect(told[1]).toMatchObject({ params: { who: { value: [{ verbatim: 'pg-test' }, { verbatim: 'pg-open' }] } } });
  });

  it('are not compared with PostgreSQL clusters that nobody knows', () => {
    expect(codes({ users: [root], roles: [role('app', prefix(''))] }, { clusters: null })).toEqual([]);
  });
});

describe('a span of keys', () => {
  const key = fc.string({ unit: fc.constantFrom('/', 'a', 'b', '2'), maxLength: 4 });
  const span: fc.Arbitrary<KeySpan> = fc.oneof(
    fc.record({ span: fc.constantFrom('key' as const, 'prefix' as const, 'from' as const), key }),
    fc.tuple(key, key).map(([from, to]) => ({ span: 'range' as const, key: from, end: `${from}${to}` })),
  );
  const holds = (keys: KeySpan, one: string): boolean => {
    if (keys.span === 'key') return one === keys.key;
    if (keys.span === 'prefix') return one.startsWith(keys.key);
    return one >= keys.key && (keys.span !== 'range' || one < keys.end);
  };

  it('agrees with what it holds, key by key', () => {
    fc.assert(
      fc.property(span, key, key, (keys, stem, one) => {
        const inside = one.startsWith(stem);
        if (holds(keys, one) && inside) expect(touches(keys, stem)).toBe(true);
        if (covers(keys, stem) && inside) expect(holds(keys, one)).toBe(true);
        if (staysIn(keys, stem) && holds(keys, one)) expect(inside).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
