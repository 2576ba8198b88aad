/** Why a finding matters: what it costs, or may cost next. */
export const why = {
  'finding.quorum_lost.why':
    'Without a majority etcd takes no write at all: Patroni cannot renew its leader lock, so nothing fails over.',
  'finding.no_leader.why':
    'Every write and every linearizable read goes through the leader; without one, all of them wait and fail.',
  'finding.leader_stalled.why':
    'The leader holds its place by heartbeats alone, so a stalled disk there can stop all writes without an election.',
  'finding.mixed_clusters.why':
    'Two clusters under one name hold different data: a client sees the one or the other by chance.',
  'finding.corrupt.why':
    'Members that differ answer the same question differently, and Patroni may follow a lock that others do not see.',
  'finding.no_space.why':
    'The alarm stays and refuses every write, new leases included, until somebody makes room and takes it back.',
  'finding.unknown_alarm.why': 'An alarm mostly refuses requests for as long as it is raised.',
  'finding.alarms_unreadable.why': 'An alarm that nobody sees is noticed only when writes are refused.',
  'finding.process_down.why': 'A member that is down is one failure less that the cluster survives.',
  'finding.member_silent.why':
    'A frozen member takes connections and answers nothing: clients wait for their time limit before they try another.',
  'finding.member_fails.why': 'A member that answers with errors serves nobody, and counts as lost for the quorum.',
  'finding.member_cut_off.why': 'Whoever asks this member gets errors or old data, though the cluster is well.',
  'finding.member_gone.why':
    'The longer one is missing, the likelier a second failure, and with it the end of all writes.',
  'finding.member_restarts.why':
    'Each restart costs the quorum a vote for seconds, and an election if it was the leader.',
  'finding.no_tolerance.why': 'Exactly as many voters are left as a quorum needs.',
  'finding.unstarted.why': 'It raises the quorum without helping to reach it.',
  'finding.unasked.why': 'A member that nobody looks at may be down for weeks before it is missed.',
  'finding.stranger.why': 'A client that uses this endpoint talks to another cluster, or to a member that was removed.',
  'finding.members_unreadable.why': 'Without the list nobody can count voters, so every change of members is refused.',
  'finding.lists_differ.why': 'Members that disagree on who belongs to them can count two different quorums.',
  'finding.leaders_disagree.why':
    'Two leaders are never right at once: one of them is of an older term, and its clients wait.',
  'finding.leader_changes.why': 'During each election no write gets through, and Patroni’s renewals are late.',
  'finding.raft_lag.why':
    'A member far behind answers serializable reads with old data, and cannot take over the lead.',
  'finding.fsync_slow.why':
    'A write is confirmed only when a majority has it on disk, and a leader that waits for its disk loses its place.',
  'finding.commit_slow.why': 'Commits hold the lock of the backend: while they last, reads and applies wait.',
  'finding.peers_slow.why':
    'Every write waits for the round trip to a majority; near the election timeout, elections begin.',
  'finding.sends_fail.why': 'A member that its peers do not reach falls behind, or calls elections that it cannot win.',
  'finding.requests_slow.why':
    'Patroni gives up a request after retry_timeout, 10 s by default, and demotes when its lock runs out.',
  'finding.requests_fail.why': 'Clients see these as errors; Patroni retries until its lock runs out.',
  'finding.proposals_fail.why': 'Every failed proposal is a write that a client was refused.',
  'finding.overloaded.why':
    'etcd counts both as signs of a disk or processor that does not keep up; the next step is a lost leader.',
  'finding.grows_fast.why': 'At the quota all writes stop at once, mostly at night.',
  'finding.quota_nearly_full.why': 'At 100 % etcd raises NOSPACE, and all writes stop until somebody acts.',
  'finding.quota_unknown.why': 'Nobody can say when the database will be full.',
  'finding.fragmented.why': 'The quota counts the file, not what is in it: what is empty inside can still stop writes.',
  'finding.hash_differs.why': 'Members answer the same question differently; a failover may follow the wrong one.',
  'finding.learner.why': 'A learner takes the whole log, and does not help when a voter fails.',
  'finding.learner_stuck.why':
    'While it is a member, etcd takes in no other learner, so a dead member cannot be replaced.',
  'finding.learners_counted.why': 'Whoever counts members sees a safety that is not there.',
  'finding.even_voters.why': 'The even one adds a machine that can fail, and no failure that is survived.',
  'finding.single_member.why': 'There is nobody to take over, and a lost disk is lost data.',
  'finding.mixed_versions.why':
    'The cluster behaves as its oldest member, and minors more than one apart are never supported.',
  'finding.revision_still.why':
    'A cluster that is used writes all the time; silence often means that its clients are cut off or stopped.',
  'finding.patroni_unreadable.why': 'Without these keys nobody knows whom a change of etcd would hurt.',
  'finding.patroni_leaderless.why': 'Without the lock there is no primary that Patroni keeps writable.',
  'finding.patroni_read_only.why':
    'Without the lock and without failsafe_mode, Patroni demotes its primary to prevent two of them.',
  'finding.patroni_exposed.why': 'While etcd is away nothing fails over, whatever happens to a primary.',
  'finding.patroni_no_failsafe.why': 'One outage of etcd then stops the writes of all its PostgreSQL clusters at once.',
  'finding.patroni_would_demote.why':
    'failsafe_mode keeps a primary only if its version knows it and all members answer.',
  'finding.pause_forgotten.why': 'While Patroni is paused, no PostgreSQL of that cluster fails over by itself.',
  'finding.pause_of_others.why': 'While Patroni is paused, no PostgreSQL of that cluster fails over by itself.',
  'finding.local_read_fails.why': 'Whoever reads from this member alone, as backups and some watches do, gets errors.',
  'finding.status_errors.why': 'etcd reports in its Status only what needs somebody.',
  'finding.storage_versions.why': 'A member cannot go back to an older etcd once its database has moved on.',
  'finding.terms_differ.why': 'A member in a higher term makes the leader step down as soon as it is back.',
  'finding.prometheus_silent.why': 'What is not measured cannot be warned of: slow disks, failing requests, growth.',
  'finding.prometheus_blank.why': 'What is not measured cannot be warned of: slow disks, failing requests, growth.',
  'finding.backup_old.why': 'What was written since then would be gone with the cluster.',
  'finding.backup_none.why': 'A cluster that loses its quorum for good can only be made anew from a snapshot.',
  'finding.backup_unreadable.why': 'A backup that nobody can look at is as good as none.',
} as const;
