/** What is found, and what to do about it. Commands stand as an engineer would type them on a host. */
export const findings = {
  'finding.quorum_lost.title':
    'Quorum is lost: {missing, plural, one {# more voter has} other {# more voters have}} to come back',
  'finding.quorum_lost.todo':
    'Start etcd on the members that are down (systemctl start etcd) and keep their data directories. Remove no member and restore nothing while they may still come back.',
  'finding.no_leader.title': 'Enough voters answer, but they elect no leader',
  'finding.no_leader.todo':
    'Check the peer port (2380) between the members, their clocks and disks: journalctl -u etcd shows why elections fail.',
  'finding.leader_stalled.title': 'The leader {name} is named, but nothing gets through it',
  'finding.leader_stalled.todo':
    'Ask again in a few seconds: an election may be running. If it stays, look at the disk and the process of {name}.',
  'finding.member_fails.title': '{who} fails: {detail}',
  'finding.member_fails.todo': 'Look at journalctl -u etcd on its host.',
  'finding.process_down.title': 'etcd does not run on {who}',
  'finding.process_down.todo':
    'On that host: systemctl status etcd, then journalctl -u etcd -n 100, then systemctl start etcd.',
  'finding.member_silent.title': '{who} {count, plural, one {does not answer} other {do not answer}}',
  'finding.member_silent.todo':
    'The process may be frozen, its disk stalled, or packets dropped on the way: reach the host, look at its disk and at systemctl status etcd.',
  'finding.member_cut_off.title': '{who}: answers, but is cut off from the leader',
  'finding.member_cut_off.todo':
    'Check the peer port (2380) between it and the leader, then journalctl -u etcd on its host.',
  'finding.no_tolerance.title': 'The next failure stops all writes',
  'finding.no_tolerance.todo': 'Restart and change nothing else until the missing member is back or replaced.',
  'finding.access_untrusted.title': 'The certificate of {who} is not signed by the configured CA',
  'finding.access_untrusted.todo':
    'Compare tls.ca of this cluster with the trusted CA on an etcd host (Pigsty: /etc/etcd/ca.crt).',
  'finding.access_name_mismatch.title': 'The certificate of {who} is for another name or address',
  'finding.access_name_mismatch.todo':
    'Use an endpoint that its certificate names, or issue the certificate again with this address.',
  'finding.access_client_certificate.title': '{who}: the client certificate of the bot is not accepted',
  'finding.access_client_certificate.todo':
    'Check tls.cert and tls.key of this cluster: expired, or signed by another CA than etcd trusts?',
  'finding.access_tls.title': 'TLS with {who} fails: {detail}',
  'finding.access_tls.todo':
    'Does the endpoint speak https at all? Check the scheme of the endpoint and the tls settings of this cluster.',
  'finding.access_login_missing.title': '{who}: authentication is on, and the bot has no login',
  'finding.access_login_missing.todo': 'Set auth.username and auth.password of this cluster.',
  'finding.access_password.title': '{who}: the user or password is rejected',
  'finding.access_password.todo':
    'Check auth.username and auth.password of this cluster; was the password changed on etcd?',
  'finding.access_status_denied.title': 'The user of the bot may not read the Status of {who}',
  'finding.access_status_denied.todo':
    'Roles, sizes and versions are therefore missing. The right it lacks is the role root (etcd 3.5.28-3.5.31 and 3.6.0-3.6.11 demand it; from 3.5.32 and 3.6.12 on any user may): etcdctl user grant-role USER root, or upgrade.',
  'finding.members_unreadable.title': 'The member list cannot be read: etcd {phrase}',
  'finding.members_unreadable.todo':
    'Voters and failure tolerance are therefore unknown. The bot judged by its configured endpoints alone.',
  'finding.alarms_unreadable.title': 'Alarms cannot be read: etcd {phrase}',
  'finding.alarms_unreadable.todo':
    'A NOSPACE or CORRUPT alarm would not be seen here. Give the user of the bot the role root.',
  'finding.mixed_clusters.title': 'The endpoints belong to different clusters: {ids}',
  'finding.mixed_clusters.todo':
    'Correct the endpoints of this cluster, or find out which member was started with a fresh data directory.',
  'finding.leaders_disagree.title': 'Members name different leaders: {who}',
  'finding.leaders_disagree.todo':
    'An election may just be running: ask again in a few seconds. If it stays, look at the network between the members.',
  'finding.unstarted.title': '{who}: added, but never started',
  'finding.unstarted.todo':
    'It counts for the quorum already. Start it with initial-cluster-state existing, or take it out again: etcdctl member remove ID.',
  'finding.learner.title': '{who}: learner, does not vote yet',
  'finding.learner.todo': 'When its lag is 0: etcdctl member promote ID.',
  'finding.even_voters.title': '{voters} voters tolerate no more failures than {odd}',
  'finding.even_voters.todo': 'Exactly half down stops writes (quorum is {quorum}). Prefer 3 or 5 voters.',
  'finding.single_member.title': 'A single voter: every restart is an outage',
  'finding.single_member.todo': 'Fine for development. In production run 3 or 5 voters.',
  'finding.unasked.title': 'No endpoint is configured for {who}',
  'finding.unasked.todo': 'Its health is unknown here. Add its client URL to the endpoints of this cluster.',
  'finding.stranger.title': '{who}: not in the member list',
  'finding.stranger.todo': 'It was removed, never joined, or belongs elsewhere. Correct the endpoints of this cluster.',
  'finding.mixed_versions.title': 'Members run different versions: {versions}',
  'finding.mixed_versions.todo': 'Finish the rolling upgrade; new features stay off until all members run the newest.',
  'finding.raft_lag.title': '{who}: behind by up to {entries} entries',
  'finding.raft_lag.todo': 'Look at its disk and network. etcd refuses requests when 5,000 entries wait to be applied.',
  'finding.corrupt.title': 'CORRUPT alarm on {who}: the data of members differs',
  'finding.corrupt.todo':
    'Reads may be wrong and writes are refused. Compare with "endpoint hashkv", replace the member that differs, and never disarm before all voters agree.',
  'finding.no_space.title': 'NOSPACE alarm on {who}: reads and deletes work, writes and new leases are refused',
  'finding.no_space.todo':
    'etcd compares its quota with the size of the file, so: 1. find and stop what grew; 2. etcdctl compact {revision}; 3. etcdctl defrag on each member, followers first and the leader last; 4. check the sizes; 5. etcdctl alarm disarm (it clears every alarm, so only while no CORRUPT is listed). Patroni cannot fail over until this is done.',
  'finding.unknown_alarm.title': 'An alarm of an unknown kind on {who}',
  'finding.unknown_alarm.todo': 'This etcd is newer than the bot: look at etcdctl alarm list.',
  'finding.quota_nearly_full.title': '{name} uses {used} of its quota of {quota}',
  'finding.quota_nearly_full.todo':
    'At 100 % etcd refuses all writes. Find what grows, compact, then defragment member by member: the quota counts the size of the file.',
  'finding.quota_unknown.title': 'The quota is unknown',
  'finding.quota_unknown.todo':
    'Status tells it from etcd 3.6 on; before, only /metrics does: let the bot reach it. Without --quota-backend-bytes it is 2 GiB.',
  'finding.fragmented.title': '{who}: {share} of the file is empty, {free} to win back',
  'finding.fragmented.todo':
    'Defragment one member at a time, the leader last: etcdctl defrag. Each stalls while it runs.',
  'finding.patroni_unreadable.title': 'The Patroni namespace cannot be read: etcd {phrase}',
  'finding.patroni_unreadable.todo':
    'Which PostgreSQL clusters depend on this etcd is unknown. Grant the user of the bot read on the namespace.',
  'finding.patroni_leaderless.title': 'PostgreSQL without a leader: {who}',
  'finding.patroni_leaderless.todo': 'Nobody holds the leader key. Look at patronictl list on one of its hosts.',
  'finding.patroni_read_only.title': 'PostgreSQL becomes read-only within {seconds} s of the outage: {who}',
  'finding.patroni_read_only.todo': 'It comes back by itself when etcd does. "pg impact" says why.',
  'finding.patroni_no_failsafe.title': 'PostgreSQL that an outage of etcd makes read-only: {who}',
  'finding.patroni_no_failsafe.todo':
    'failsafe_mode is off: patronictl edit-config --set failsafe_mode=true keeps a primary that reaches all its members.',
  'finding.patroni_would_demote.title':
    'PostgreSQL that an outage of etcd makes read-only, failsafe_mode or not: {who}',
  'finding.patroni_would_demote.todo': '"pg impact" says why.',
  'finding.patroni_exposed.title': 'PostgreSQL without failover: {who}',
  'finding.patroni_exposed.todo':
    'Primaries with failsafe_mode stay writable only while they reach all their replicas; without it they become read-only. Restart nothing of PostgreSQL now.',
} as const;
