import type { AuthRole, AuthState, KeySpan } from '../../../src/core/auth.ts';
import type { PasswordCheck } from '../../../src/core/password-check.ts';
import { aCluster } from '../../a-cluster.ts';
import { aPostgres } from '../../a-postgres.ts';
import { at, measuring, NOW, type Scene } from './a-scene.ts';

const HOUR = 60 * 60_000;
const running = (version: string): Scene =>
  at(aCluster().version('etcd-1', version).version('etcd-2', version).version('etcd-3', version));
const patroni = (version: string): Scene => at(aCluster().postgres(aPostgres().each({ version })));

const prefix = (key: string): KeySpan => ({ span: 'prefix', key });
const role = (name: string, ...keys: readonly KeySpan[]): AuthRole => ({
  name,
  permissions: keys.map(each => ({ access: 'readwrite', keys: each })),
});
/** As Pigsty makes them. */
const asMade: AuthState = {
  ...{ enabled: true, revision: 7, login: 'root', namespace: '/pg' },
  users: [
    { name: 'root', roles: ['root'] },
    { name: 'pg-test', roles: ['pg-test'] },
  ],
  roles: [role('root'), role('pg-test', prefix('/pg/pg-test/'))],
};
const world = (...names: readonly string[]) =>
  aCluster().patroni(...names.map(name => ({ name, leader: `${name}-1`, members: [`${name}-1`] })));
const logins = (given: Partial<AuthState>, ...names: readonly string[]): Scene =>
  at(world('pg-test', ...names), { auth: { ok: true, value: { ...asMade, ...given } } });
const tried = (given: Partial<PasswordCheck>): Scene => ({
  snapshot: {
    ...logins({}).snapshot,
    passwords: { ok: true, value: { takenAt: NOW, etcd: [], patroni: [], ...given } },
  },
});
const slashless = { roles: [role('root'), role('pg-test', prefix('/pg/pg-test'))] };

const fits = (etcd: string, version: string): Scene => ({
  snapshot: {
    ...aCluster().version('etcd-1', etcd).postgres(aPostgres().each({ version })).snapshot(),
    auth: { ok: true, value: asMade },
  },
});
const compacted = (hours: number): Scene => ({
  snapshot: measuring({
    compaction: {
      revision: 50_000,
      compactRevision: 100,
      at: NOW - hours * HOUR,
      since: NOW - 90 * HOUR,
      tellsAge: true,
    },
  }),
});
const quota = (bytes: number): Scene => ({ snapshot: measuring({ quota: bytes, dbSize: 1_000 }) });

/** As the rows of state: what has time, and what is known of versions. */
export const rowsOfAdvice = {
  known_etcd_inconsistent: [running('3.5.2'), running('3.5.3')],
  known_etcd_defrag_crash: [running('3.5.5'), running('3.5.6')],
  known_etcd_defrag_snapshot: [running('3.5.22'), running('3.5.23')],
  known_etcd_calls_without_login: [running('3.5.27'), running('3.5.28')],
  known_etcd_gate_36: [running('3.5.25'), running('3.5.26')],
  known_etcd_end_of_life: [running('3.4.45'), running('3.5.30')],
  known_patroni_without_failsafe: [patroni('2.1.7'), patroni('3.0.0')],
  known_patroni_failsafe_holes: [patroni('4.0.6'), patroni('4.0.7')],
  known_patroni_loops: [patroni('4.1.0'), patroni('4.1.1')],
  known_patroni_no_leader: [patroni('4.1.2'), patroni('4.1.3')],
  versions_unfit: [fits('3.5.30', '4.1.0'), fits('3.5.30', '4.1.1')],
  compaction_still: [compacted(26), compacted(25.9)],
  quota_default: [quota(2 * 1024 ** 3), quota(8 * 1024 ** 3)],
  learners_counted: [at(aCluster().learner('etcd-3')), at(aCluster().withMembers(4).learner('etcd-4'))],
  logins_off: [logins({ enabled: false }), logins({})],
  login_default_root: [
    tried({ etcd: [{ user: 'root', tried: 'default', taken: true }] }),
    tried({ etcd: [{ user: 'root', tried: 'default', taken: null }] }),
  ],
  login_default_rest: [
    tried({ patroni: [{ cluster: 'pg-test', verdict: 'open' }] }),
    tried({ patroni: [{ cluster: 'pg-test', verdict: 'refused' }] }),
  ],
  login_password_is_name: [
    tried({ etcd: [{ user: 'pg-test', tried: 'name', taken: true }] }),
    tried({ etcd: [{ user: 'pg-test', tried: 'name', taken: false }] }),
  ],
  login_missing: [logins({}, 'pg-other'), logins({})],
  login_sibling: [logins(slashless, 'pg-test2'), logins(slashless, 'pg-other')],
  login_no_slash: [logins(slashless), logins({})],
  login_wide: [logins({ roles: [role('root'), role('pg-test', prefix('/pg/'))] }), logins(slashless)],
} as const;
