/** What has time, and should be known. */
export const advice = {
  'finding.known_etcd_inconsistent.title': 'etcd {versions} can lose consistency of its data',
  'finding.known_etcd_inconsistent.todo':
    'Members killed under load may differ afterwards, in silence (fixed in 3.5.3). Compare with "endpoint hashkv" and upgrade.',
  'finding.known_etcd_defrag_crash.title': 'etcd {versions} can corrupt data when it crashes while it defragments',
  'finding.known_etcd_defrag_crash.todo': 'Upgrade to 3.5.6 or later before the next defragmentation.',
  'finding.known_etcd_defrag_snapshot.title':
    'etcd {versions} can break a member that defragments while it receives a snapshot',
  'finding.known_etcd_defrag_snapshot.todo':
    'Defragment no member that is behind or has just joined. Fixed in 3.5.23 and 3.6.5.',
  'finding.known_etcd_calls_without_login.title': 'etcd {versions} answers calls without a login that should need one',
  'finding.known_etcd_calls_without_login.todo':
    'CVE-2026-33413, fixed in 3.4.42, 3.5.28 and 3.6.9. With logins on, Patroni has to be 4.1.1 or later before that upgrade.',
  'finding.known_etcd_gate_36.title': 'etcd {versions} must not go to 3.6 directly',
  'finding.known_etcd_gate_36.todo': 'Upgrade all members to 3.5.26 or later first, then to 3.6.',
  'finding.known_etcd_end_of_life.title': 'etcd {versions} is no longer maintained, or not for long',
  'finding.known_etcd_end_of_life.todo': 'Upgrade one minor version at a time, member by member.',
  'finding.known_patroni_without_failsafe.title': 'Patroni {versions} knows no failsafe mode',
  'finding.known_patroni_without_failsafe.todo':
    'Its primaries become read-only whenever etcd is away. Upgrade to 3.0 or later and set failsafe_mode.',
  'finding.known_patroni_failsafe_holes.title':
    'Patroni {versions} demotes on some errors of etcd, failsafe mode or not',
  'finding.known_patroni_failsafe_holes.todo':
    'Upgrade to 4.0.7 or later. Until then, pause before anything that stalls etcd.',
  'finding.known_patroni_loops.title': 'Patroni {versions} can go on failing after etcd is back',
  'finding.known_patroni_loops.todo': 'Upgrade to 4.1.1 or later. Until then, restart Patroni where it goes on.',
  'finding.known_patroni_no_leader.title': 'Patroni {versions} can demote while etcd elects a leader',
  'finding.known_patroni_no_leader.todo': 'Upgrade to 4.1.3 or later.',
  'finding.versions_unfit.title': 'Patroni {patroni} does not get on with logins of etcd {etcd}',
  'finding.versions_unfit.todo':
    'From the fix of CVE-2026-33413 on, etcd asks for a login in calls that Patroni makes without one. Upgrade Patroni to 4.1.1 or later.',

  'finding.compaction_still.title': 'No compaction for {still}; {revisions} revisions are kept',
  'finding.compaction_still.todo':
    'History grows until the quota is full. Set auto-compaction-mode: periodic and auto-compaction-retention: "24h" (Pigsty: "playbook config"), and "compact" once by hand.',
  'finding.quota_default.title': 'The quota is etcd’s own 2 GiB (seen at {name})',
  'finding.quota_default.todo':
    'Nobody seems to have chosen it. Pigsty sets 8 GiB: quota-backend-bytes, the same on every member, with a restart of each.',
  'finding.learners_counted.title': '{members} members, but only {voters} of them vote',
  'finding.learners_counted.todo':
    'A learner counts for nothing: {tolerance, plural, =0 {no failure is tolerated} one {# failure is tolerated} other {# failures are tolerated}}. Promote it when it has caught up: "member promote".',
  'finding.ports_plain.title': 'Without TLS: {who}',
  'finding.ports_plain.todo': 'Passwords and data pass in the open. Fine on one machine; elsewhere, use certificates.',
  'finding.logins_off.title': 'etcd asks for no login',
  'finding.logins_off.todo':
    'Whoever reaches a client port, with a certificate where one is asked for, may change everything. See "auth enable --dry-run".',
} as const;
