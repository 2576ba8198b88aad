import type { Symptom } from './incident.ts';

/**
 * How long a symptom has to last before anybody is woken. `forMs` counts from the first survey that saw it, and two surveys in a row have to: one
 * lost packet is no incident. Null: never told between reports; the report and `status` say it. The times are those of the alerts that the
 * symptom stands for (etcd's mixin, contrib/mixin/alerts/alerts.libsonnet; Pigsty's files/victoria/rules/etcd.yml), where those are not
 * longer than somebody on call would want.
 */
type Patience = { readonly forMs: number | null; readonly mixin: readonly string[] };

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** etcd's mixin now and of 3.5, Pigsty's; OpenShift's has the name of the former. */
const QUOTA = ['etcdDatabaseQuotaLowSpace', 'etcdBackendQuotaLowSpace', 'EtcdQuotaFull'] as const;

const patience: Readonly<Record<Symptom['code'], Patience | null>> = {
  // Long enough for every other cluster to have been looked at: is it this one, or all of them?
  blind: { forMs: 20 * SECOND, mixin: ['etcdInsufficientMembers', 'EtcdServerDown'] },
  outage: { forMs: 5 * SECOND, mixin: [] },
  // It has lasted for minutes already when it is seen.
  unwatched: { forMs: 0, mixin: [] },
  reports_missing: { forMs: 0, mixin: [] },
  quorum_lost: { forMs: 0, mixin: ['etcdInsufficientMembers', 'etcdNoLeader'] },
  no_leader: { forMs: 0, mixin: ['etcdNoLeader', 'EtcdNoLeader'] },
  leader_stalled: { forMs: 0, mixin: ['etcdNoLeader', 'etcdHighNumberOfFailedProposals'] },
  mixed_clusters: { forMs: 0, mixin: [] },
  corrupt: { forMs: 0, mixin: [] },
  no_space: { forMs: 0, mixin: QUOTA },
  process_down: { forMs: 0, mixin: ['etcdMembersDown', 'EtcdServerDown'] },
  member_silent: { forMs: 0, mixin: ['etcdMembersDown', 'EtcdServerDown'] },
  member_fails: { forMs: 0, mixin: ['etcdMembersDown'] },
  member_cut_off: { forMs: 0, mixin: ['etcdMembersDown', 'etcdMemberCommunicationSlow'] },
  access_untrusted: { forMs: 30 * SECOND, mixin: [] },
  access_name_mismatch: { forMs: 30 * SECOND, mixin: [] },
  access_client_certificate: { forMs: 30 * SECOND, mixin: [] },
  access_tls: { forMs: 30 * SECOND, mixin: [] },
  access_login_missing: { forMs: 30 * SECOND, mixin: [] },
  access_password: { forMs: 30 * SECOND, mixin: [] },
  access_status_denied: null,
  members_unreadable: { forMs: MINUTE, mixin: [] },
  alarms_unreadable: null,
  // Follows from the others, and is said with them.
  no_tolerance: null,
  patroni_exposed: { forMs: 0, mixin: ['PatroniFailSafeActive'] },
  patroni_leaderless: { forMs: 30 * SECOND, mixin: [] },
  patroni_unreadable: { forMs: MINUTE, mixin: [] },
  quota_nearly_full: {
    forMs: MINUTE,
    mixin: QUOTA,
  },
  raft_lag: { forMs: MINUTE, mixin: [] },
  leaders_disagree: { forMs: 30 * SECOND, mixin: [] },
  unstarted: { forMs: 10 * MINUTE, mixin: [] },
  patroni_read_only: { forMs: 0, mixin: ['PatroniFailSafeActive'] },
  certificate_over: { forMs: 30 * SECOND, mixin: ['etcdSignerCAExpirationCritical'] },
  certificate_expires: { forMs: MINUTE, mixin: ['etcdSignerCAExpirationWarning'] },
  // Told by a message of its own, again and again.
  pause_forgotten: null,
  pause_of_others: null,
  // A state of the configuration, not an event.
  certificate_foreign: null,
  certificate_names: null,
  compaction_still: null,
  inventory_differs: null,
  inventory_problems: null,
  inventory_unreadable: null,
  known_etcd_calls_without_login: null,
  known_etcd_defrag_crash: null,
  known_etcd_defrag_snapshot: null,
  known_etcd_end_of_life: null,
  known_etcd_gate_36: null,
  known_etcd_inconsistent: null,
  known_patroni_failsafe_holes: null,
  known_patroni_loops: null,
  known_patroni_no_leader: null,
  known_patroni_without_failsafe: null,
  learners_counted: null,
  login_default_rest: null,
  login_default_root: null,
  login_missing: null,
  login_no_slash: null,
  login_password_is_name: null,
  login_sibling: null,
  login_wide: null,
  logins_off: null,
  patroni_no_failsafe: null,
  patroni_would_demote: null,
  ports_plain: null,
  quota_default: null,
  versions_unfit: null,
  unasked: null,
  stranger: null,
  even_voters: null,
  single_member: null,
  mixed_versions: null,
  // It has time until the report.
  fragmented: { forMs: null, mixin: ['etcdDatabaseHighFragmentationRatio'] },
  learner: null,
  quota_unknown: null,
  unknown_alarm: { forMs: 0, mixin: [] },
  // Of many in five minutes; where there are few, one outlier is in the window for five: then longer than the window.
  fsync_slow: { forMs: 0, mixin: ['etcdHighFsyncDurations', 'EtcdWalFsyncSlow'] },
  commit_slow: { forMs: MINUTE, mixin: ['etcdHighCommitDurations'] },
  peers_slow: { forMs: 6 * MINUTE, mixin: ['etcdMemberCommunicationSlow', 'EtcdNetworkPeerRTSlow'] },
  requests_slow: {
    forMs: 6 * MINUTE,
    mixin: ['etcdGRPCRequestsSlow', 'etcdGRPCReadRequestsSlow', 'etcdGRPCWriteRequestsSlow'],
  },
  // Ten minutes have gone by when it is seen.
  member_gone: { forMs: 0, mixin: ['etcdMembersDown'] },
  member_restarts: { forMs: 0, mixin: [] },
  leader_changes: { forMs: 0, mixin: ['etcdHighNumberOfLeaderChanges'] },
  proposals_fail: { forMs: MINUTE, mixin: ['etcdHighNumberOfFailedProposals'] },
  requests_fail: { forMs: 6 * MINUTE, mixin: ['etcdHighNumberOfFailedGRPCRequests'] },
  grows_fast: { forMs: 5 * MINUTE, mixin: ['etcdExcessiveDatabaseGrowth'] },
  hash_differs: { forMs: 0, mixin: [] },
  learner_stuck: { forMs: 0, mixin: [] },
  local_read_fails: { forMs: 30 * SECOND, mixin: [] },
  status_errors: { forMs: MINUTE, mixin: [] },
  storage_versions: null,
  terms_differ: { forMs: 30 * SECOND, mixin: [] },
  lists_differ: { forMs: 30 * SECOND, mixin: [] },
  prometheus_silent: { forMs: 5 * MINUTE, mixin: [] },
  prometheus_blank: { forMs: 5 * MINUTE, mixin: [] },
  backup_old: { forMs: MINUTE, mixin: [] },
  backup_none: { forMs: MINUTE, mixin: [] },
  backup_unreadable: { forMs: MINUTE, mixin: [] },
  revision_still: { forMs: 0, mixin: [] },
  // Once a member is back, what failed before is still in the window of two minutes.
  sends_fail: { forMs: 3 * MINUTE, mixin: ['etcdMembersDown'] },
  // Evidence for what the others say, in the report.
  overloaded: null,
};

/** Milliseconds; null for what wakes nobody. */
export const patienceFor = (code: Symptom['code']): number | null => patience[code]?.forMs ?? null;

/** The names under which others alert on the same. */
export const alertNamesOf = (code: Symptom['code']): readonly string[] => patience[code]?.mixin ?? [];

export const isSymptomCode = (value: unknown): value is Symptom['code'] =>
  typeof value === 'string' && Object.hasOwn(patience, value);

export const symptomCodes: readonly Symptom['code'][] = Object.keys(patience).filter(isSymptomCode);
