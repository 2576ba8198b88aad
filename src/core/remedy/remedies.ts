import type { Finding } from '../health/finding.ts';
import type { ClusterState } from '../health/state.ts';
import { namesIn } from '../watch/symptoms.ts';
import { look, plan, type Remedy } from './remedy.ts';

type Given = { readonly who: readonly string[]; readonly state: ClusterState };
type Choose = (given: Given) => readonly Remedy[];

/** It takes somebody on the host, or in the configuration. */
const byHand: Choose = () => [];
const looks =
  (...lines: readonly string[]): Choose =>
  () =>
    lines.map(look);

/** Whom a command can name: one alone, and by a name that it takes. */
const onlyOne = ({ who }: Given): string | null => {
  const [name = ''] = who;
  return who.length === 1 && /^[A-Za-z0-9][\w.-]*$/.test(name) ? name : null;
};

/** Another one leads while it is slow: only the leader's disk holds up everybody. */
const relieve: Choose = given => {
  const slow = onlyOne(given);
  return [...(slow !== null && slow === given.state.leader?.name ? [plan('move-leader')] : []), look('trend latency')];
};

const namedBy =
  (command: (name: string) => Remedy, otherwise: readonly Remedy[]): Choose =>
  given => {
    const name = onlyOne(given);
    return name === null ? otherwise : [command(name)];
  };

/** What is empty inside comes back by defragmentation; what is history, by compaction first. */
const MUCH_EMPTY = 0.2;
const makeRoom: Choose = ({ state: { fragmentation } }) => [
  fragmentation !== null && fragmentation >= MUCH_EMPTY ? plan('defrag --all') : plan('compact'),
  look('space'),
];

const remedies: Readonly<Record<Finding['code'], Choose>> = {
  no_space: () => [plan('rescue nospace'), look('space')],
  quota_nearly_full: makeRoom,
  grows_fast: looks('space', 'trend quota'),
  fragmented: () => [plan('defrag')],
  compaction_still: () => [plan('compact')],
  prometheus_silent: byHand,
  prometheus_blank: byHand,
  quota_default: byHand,
  quota_unknown: byHand,
  corrupt: looks('endpoint hashkv'),
  hash_differs: looks('endpoint hashkv'),
  unknown_alarm: looks('alarm list'),
  alarms_unreadable: looks('auth status'),
  quorum_lost: looks('pg impact', 'endpoint health'),
  no_leader: looks('endpoint health', 'pg impact'),
  leader_stalled: looks('endpoint health'),
  leaders_disagree: looks('endpoint health'),
  leader_changes: looks('trend leader', 'trend latency'),
  process_down: looks('quorum'),
  member_restarts: looks('quorum'),
  member_silent: looks('quorum'),
  member_fails: looks('endpoint health'),
  member_cut_off: looks('endpoint health'),
  no_tolerance: looks('quorum'),
  unasked: byHand,
  stranger: looks('member list'),
  unstarted: looks('member list'),
  mixed_clusters: looks('member list'),
  lists_differ: looks('member list'),
  members_unreadable: looks('auth status'),
  learner: namedBy(name => plan(`member promote ${name}`), [look('member list')]),
  learner_stuck: namedBy(name => plan(`member remove ${name}`), [look('member list')]),
  learners_counted: looks('quorum'),
  even_voters: looks('quorum'),
  single_member: byHand,
  mixed_versions: byHand,
  raft_lag: looks('trend latency'),
  fsync_slow: relieve,
  commit_slow: relieve,
  sends_fail: looks('endpoint health'),
  overloaded: relieve,
  peers_slow: looks('endpoint health'),
  requests_slow: looks('trend latency'),
  requests_fail: looks('auth status'),
  proposals_fail: looks('trend leader'),
  revision_still: looks('pg list'),
  backup_old: byHand,
  backup_none: byHand,
  backup_unreadable: byHand,
  access_client_certificate: looks('certs'),
  access_login_missing: byHand,
  access_name_mismatch: looks('certs'),
  access_password: byHand,
  access_status_denied: looks('auth status'),
  access_tls: looks('certs'),
  access_untrusted: looks('certs'),
  certificate_expires: looks('certs'),
  certificate_foreign: looks('certs'),
  certificate_names: looks('certs'),
  certificate_over: looks('certs'),
  ports_plain: looks('certs'),
  inventory_differs: looks('playbook inventory'),
  inventory_problems: looks('playbook inventory'),
  inventory_unreadable: byHand,
  known_etcd_calls_without_login: byHand,
  known_etcd_defrag_crash: byHand,
  known_etcd_defrag_snapshot: byHand,
  known_etcd_end_of_life: byHand,
  known_etcd_gate_36: byHand,
  known_etcd_inconsistent: looks('endpoint hashkv'),
  known_patroni_failsafe_holes: looks('pg impact'),
  known_patroni_no_leader: looks('pg impact'),
  known_patroni_without_failsafe: looks('pg impact'),
  versions_unfit: byHand,
  login_default_rest: looks('auth status'),
  login_default_root: () => [plan('auth rotate-root'), look('auth status')],
  login_missing: looks('auth status'),
  login_no_slash: looks('auth status'),
  login_password_is_name: looks('auth status'),
  login_sibling: looks('auth status'),
  login_wide: looks('auth status'),
  logins_off: looks('auth status'),
  patroni_exposed: looks('pg impact'),
  patroni_leaderless: looks('pg list'),
  patroni_no_failsafe: looks('pg impact'),
  patroni_read_only: looks('pg impact'),
  patroni_unreadable: looks('auth status'),
  patroni_would_demote: looks('pg impact'),
  pause_forgotten: namedBy(name => plan(`pg resume ${name}`), [plan('pg resume --all')]),
  pause_of_others: looks('pg list'),
};

/** What to do next about a finding, best first; nothing where it takes somebody on the host or in the configuration. */
export const remediesOf = (
  { code, params }: Pick<Finding, 'code' | 'params'>,
  state: ClusterState,
): readonly Remedy[] => remedies[code]({ who: namesIn(params), state });
