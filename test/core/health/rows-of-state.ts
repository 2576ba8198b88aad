import type { Certificate, Served, ServedPort } from '../../../src/core/certificates.ts';
import type { FaultCode, Snapshot } from '../../../src/core/cluster.ts';
import { aCluster } from '../../a-cluster.ts';
import { aPostgres } from '../../a-postgres.ts';
import { aPigsty, withFourth } from '../pigsty/a-pigsty.ts';
import { at, measuring, NOW, type Scene } from './a-scene.ts';

const DAY = 24 * 60 * 60_000;
const well = at(aCluster());
const four = () => aCluster().withMembers(4);
const lost = () => aCluster().dead('etcd-2').dead('etcd-3').withoutQuorum();
const refused = (code: FaultCode) => at(aCluster().failing('etcd-3', code));
const stalled = { linearizable: 'deadline' } as const;
const hung = () =>
  aCluster()
    .refusing('etcd-1', stalled)
    .refusing('etcd-2', stalled)
    .refusing('etcd-3', stalled)
    .alarmsFailing('deadline');

const certificate = (days: number): Certificate => ({
  ...{ subject: 'CN=etcd-1', issuer: 'CN=ca', fingerprint: 'f', keyType: 'RSA 4096', names: ['etcd-1'] },
  ...{ validFrom: NOW - DAY, validTo: NOW + days * DAY + 1_000 },
});
type Tls = Extract<Served, { readonly kind: 'tls' }>;
const tls = (days: number, given: Partial<Tls> = {}): Served => ({
  ...{ kind: 'tls', protocol: 'TLSv1.3', chain: [certificate(days)], trust: 'signed', named: true, ...given },
});
const serving = (served: Served, port: ServedPort['port'] = 'client'): Scene => {
  const ports = [{ address: 'https://10.0.0.1:2379', port, member: 'etcd-1', served }];
  return at(aCluster(), { certificates: { ok: true, value: { takenAt: NOW, ports, client: null, authority: [] } } });
};

const patroni = { name: 'pg-test', leader: 'pg-test-1', members: ['pg-test-1'] };
const paused = (until: number) =>
  at(
    aCluster().pauses({
      ours: [
        {
          ...{ postgres: 'pg-test', operation: 'op-1', by: { user: 'U1', name: 'alice' }, at: NOW - DAY, until },
          ...{ before: 'running', nags: 0, naggedAt: null },
        },
      ],
      others: [],
    }),
  );
const pausedByOthers = (hours: number) =>
  at(aCluster().pauses({ ours: [], others: [{ postgres: 'pg-test', since: NOW - hours * 60 * 60_000 }] }));
const pigsty = (...changes: Parameters<typeof aPigsty>) =>
  at(aCluster(), { pigsty: { ok: true, value: aPigsty(...changes) } });

const away = (code: FaultCode, world = aCluster()): Scene => {
  const snapshot = world.snapshot();
  const metrics = { ok: false, fault: { code, detail: 'gone', by: 'prometheus' } } as const;
  return { snapshot: { ...snapshot, endpoints: snapshot.endpoints.map(each => ({ ...each, metrics })) } };
};
const sized = (dbSize: number, dbSizeInUse = dbSize, quota = 100_000) =>
  at(aCluster().status('etcd-1', { dbSize, dbSizeInUse, quota }));
const unquoted = (snapshot: Snapshot): Scene => ({ snapshot });

/** By the code of a finding: a cluster that has it, and one that has not by as little as there is. Found in one survey. */
export const rowsOfState = {
  quorum_lost: [at(lost()), at(aCluster().dead('etcd-3'))],
  no_leader: [at(aCluster().withoutQuorum()), at(lost())],
  leader_stalled: [at(hung()), at(hung().leader(null))],
  mixed_clusters: [
    at(aCluster().status('etcd-3', { clusterId: 'c2' })),
    at(aCluster().status('etcd-3', { clusterId: 'c1' })),
  ],
  corrupt: [at(aCluster().alarm('etcd-2', 'CORRUPT')), at(aCluster().alarm('etcd-2', 'NOSPACE'))],
  no_space: [at(aCluster().alarm('etcd-2', 'NOSPACE')), at(aCluster().alarm('etcd-2', 'CORRUPT'))],
  unknown_alarm: [at(aCluster().alarm('etcd-2', 'UNKNOWN')), at(aCluster().alarm('etcd-2', 'NOSPACE'))],
  alarms_unreadable: [at(aCluster().alarmsFailing('permission_denied')), at(aCluster().alarmsFailing('not_asked'))],
  access_untrusted: [refused('tls_untrusted'), refused('tls_name_mismatch')],
  access_name_mismatch: [refused('tls_name_mismatch'), refused('tls_untrusted')],
  access_client_certificate: [refused('tls_client_certificate'), refused('tls_failed')],
  access_tls: [refused('tls_failed'), refused('tls_client_certificate')],
  access_password: [refused('auth_failed'), refused('auth_required')],
  access_login_missing: [refused('auth_required'), refused('auth_failed')],
  access_status_denied: [at(aCluster().refusing('etcd-3', { status: 'permission_denied' })), refused('auth_failed')],
  certificate_over: [serving(tls(-1)), serving(tls(0))],
  certificate_expires: [serving(tls(29)), serving(tls(30))],
  certificate_names: [serving(tls(99, { named: false })), serving(tls(99))],
  certificate_foreign: [serving(tls(99, { trust: 'foreign' })), serving(tls(99, { trust: 'foreign' }), 'peer')],
  ports_plain: [serving({ kind: 'plain' }), serving(tls(99))],
  process_down: [at(aCluster().dead('etcd-3')), at(aCluster().hanging('etcd-3'))],
  member_silent: [at(aCluster().hanging('etcd-3')), at(aCluster().dead('etcd-3'))],
  member_fails: [refused('unknown'), refused('deadline')],
  member_cut_off: [at(aCluster().refusing('etcd-3', { linearizable: 'no_leader' })), at(four().learner('etcd-4'))],
  unstarted: [at(four().unstarted('etcd-4')), at(four())],
  no_tolerance: [at(aCluster().dead('etcd-3')), at(aCluster().withMembers(5).dead('etcd-3'))],
  patroni_read_only: [
    at(lost().postgres(aPostgres('pg-audit').config({ failsafeMode: false }))),
    at(aCluster().postgres(aPostgres('pg-audit').config({ failsafeMode: false }))),
  ],
  patroni_exposed: [at(lost().patroni(patroni)), at(aCluster().patroni(patroni))],
  patroni_leaderless: [at(aCluster().patroni({ ...patroni, leader: null })), at(aCluster().patroni(patroni))],
  patroni_unreadable: [
    at(aCluster().patroniFailing('permission_denied')),
    at(aCluster().patroniFailing('auth_failed')),
  ],
  patroni_no_failsafe: [
    at(aCluster().postgres(aPostgres().config({ failsafeMode: false }))),
    at(aCluster().postgres(aPostgres('pg-test', 1))),
  ],
  patroni_would_demote: [
    at(aCluster().postgres(aPostgres().each({ version: '2.1.7' }))),
    at(aCluster().postgres(aPostgres().config({ failsafeMode: false }))),
  ],
  pause_forgotten: [paused(NOW), paused(NOW + 1)],
  pause_of_others: [pausedByOthers(6), pausedByOthers(5.9)],
  quota_nearly_full: [sized(80_000), sized(79_999)],
  quota_unknown: [unquoted(measuring({})), well],
  fragmented: [sized(200_000_000, 110_000_000, 1_000_000_000), sized(200_000_000, 110_000_001, 1_000_000_000)],
  raft_lag: [
    at(aCluster().status('etcd-3', { raftAppliedIndex: 4_000 })),
    at(aCluster().status('etcd-3', { raftAppliedIndex: 4_001 })),
  ],
  leaders_disagree: [
    at(aCluster().status('etcd-3', { leader: aCluster().snapshot().members.ok ? otherLeader() : null })),
    well,
  ],
  members_unreadable: [at(aCluster().listFailing('permission_denied')), at(aCluster().listFailing('not_asked'))],
  inventory_unreadable: [
    at(aCluster(), { pigsty: { ok: false, fault: { code: 'unknown', detail: 'no such file' } } }),
    pigsty(),
  ],
  inventory_problems: [pigsty([['etcd_seq: 2', 'etcd_seq: 1']]), pigsty()],
  inventory_differs: [pigsty([withFourth]), pigsty()],
  unasked: [at(aCluster().unasked('etcd-3')), well],
  stranger: [at(aCluster().stranger('http://10.9.9.9:2379')), well],
  single_member: [at(aCluster().withMembers(1)), at(aCluster().withMembers(2))],
  even_voters: [at(four()), at(four().learner('etcd-4'))],
  mixed_versions: [at(aCluster().version('etcd-3', '3.5.29')), well],
  local_read_fails: [
    at(aCluster().refusing('etcd-3', { serializable: 'unknown' })),
    at(aCluster().refusing('etcd-3', { serializable: 'permission_denied' })),
  ],
  status_errors: [
    at(aCluster().status('etcd-3', { errors: ['etcdserver: something new'] })),
    at(aCluster().status('etcd-3', { errors: ['memberID:162 alarm:NOSPACE ', 'etcdserver: no leader'] })),
  ],
  storage_versions: [
    at(aCluster().status('etcd-1', { storageVersion: '3.5.0' }).status('etcd-2', { storageVersion: '3.6.0' })),
    at(aCluster().status('etcd-2', { storageVersion: '3.6.0' })),
  ],
  terms_differ: [at(aCluster().status('etcd-3', { raftTerm: 9 })), at(aCluster().status('etcd-3', { raftTerm: 7 }))],
  learner: [at(four().learner('etcd-4')), at(four())],
  prometheus_silent: [away('deadline'), away('no_data')],
  prometheus_blank: [away('no_data'), away('deadline')],
} as const;

function otherLeader() {
  const { members } = aCluster().snapshot();
  return members.ok ? (members.value.members[1]?.id ?? null) : null;
}
