/** What shows only over time. Commands stand as an engineer would type them. */
export const overTime = {
  'finding.fsync_slow.title': 'Slow disk: the slowest 1 % of log fsyncs take {p99} ({who})',
  'finding.fsync_slow.todo':
    'Every write waits for it. Look at the disk of that host (iostat -x 1), for a busy neighbour or a snapshot, and at /etcd trend latency. etcd wants below 10 ms.',
  'finding.commit_slow.title': 'Slow backend: the slowest 1 % of commits take {p99} ({who})',
  'finding.commit_slow.todo':
    'Look at the disk of that host (iostat -x 1) and at the size of the database: /etcd trend latency, /etcd space.',
  'finding.peers_slow.title': 'Slow network: round trips between members take up to {p99} ({who})',
  'finding.peers_slow.todo':
    'Look at the way between the members (mtr, ss -ti) and at the load of their hosts. Above the election timeout (1 s by default) the leader changes.',
  'finding.requests_slow.title': 'Slow answers: the slowest 1 % of requests take {p99} ({who})',
  'finding.requests_slow.todo':
    'Large ranges or a slow disk: /etcd trend latency, and journalctl -u etcd for "took too long".',
  'finding.member_restarts.title': '{who} restarts again and again: at least {count} times within 15 minutes',
  'finding.member_restarts.todo':
    'Something ends etcd and a supervisor starts it: journalctl -u etcd -e on that host tells why, and dmesg whether memory ran out.',
  'finding.member_gone.title': '{who}: no sign of life for at least {gone}',
  'finding.member_gone.todo':
    'If its host comes back, start etcd there. If it does not, put another one in its place: /etcd member replace NAME NEW-NAME NEW-URL. A wiped host must not start under the old entry.',
  'finding.leader_changes.title': 'The leader changed {count} times within 15 minutes',
  'finding.leader_changes.todo':
    'Each change stops writes for about a second. Look for a slow disk, a full processor or lost packets at the members that led: /etcd trend leader, /etcd trend latency.',
  'finding.proposals_fail.title': 'Writes fail: {count} proposals within 15 minutes ({who})',
  'finding.proposals_fail.todo':
    'They fail while there is no leader or no quorum: look at the leader (/etcd trend leader) and at journalctl -u etcd.',
  'requests.all': 'all requests',
  'requests.of': '{method} requests',
  'finding.requests_fail.title': '{share} of {what} fail ({who})',
  'finding.requests_fail.todo':
    'journalctl -u etcd names them; a client with a wrong login or too large requests is as likely as a sick member.',
  'finding.sends_fail.title': '{who}: messages to other members get lost, {count} within two minutes',
  'finding.sends_fail.todo':
    'All members answer, but not all reach each other: check the peer port (2380) both ways, its certificates, and journalctl -u etcd for "lost the TCP streaming connection".',
  'finding.overloaded.title':
    '{who}: overloaded: within five minutes {applies} requests took more than 100 ms and {heartbeats} heartbeats were late',
  'finding.overloaded.todo':
    'A slow disk, a full processor or very large ranges: iostat -x 1 and top on that host, /etcd trend latency. Late heartbeats cost the leader its place.',
  'finding.grows_fast.title': 'The database grows by {perHour} an hour: full in {left}, if it goes on',
  'finding.grows_fast.todo':
    'Find out who writes (/etcd space, and get PREFIX --count-only) before the quota stops all writes; is history compacted?',
  'finding.hash_differs.title': 'The data of {who} differs from that of the others',
  'finding.hash_differs.todo':
    'Do not restart or promote anybody. Compare again with /etcd endpoint hashkv; then replace the member that differs: remove it, wipe its data directory, add it as a learner.',
  'finding.learner_stuck.title': 'The learner {who} stands still while the others go on',
  'finding.learner_stuck.todo':
    'It gets nothing from the leader: look at its peer port (2380) and at journalctl -u etcd on its host. It cannot be promoted; take it out and add it anew if it stays so.',
  'finding.revision_still.title': 'Nothing has been written for {still}',
  'finding.revision_still.todo':
    'Do its clients still reach it? /etcd pg list tells what Patroni says; then look at the logs of whoever writes here. It may also be that nothing happens there.',
  'finding.lists_differ.title': '{who} knows other members than the rest',
  'finding.lists_differ.todo':
    'It was away when members changed, or belongs to a cluster that was restored: compare etcdctl member list on each host. If it stays so, replace that member.',
  'finding.local_read_fails.title':
    '{who}: reads of its own database fail, though reads through the quorum work: {detail}',
  'finding.local_read_fails.todo':
    'Look at the disk of its host and at journalctl -u etcd; if it stays so, replace that member.',
  'finding.status_errors.title': '{who} says of itself: {errors}',
  'finding.status_errors.todo': 'It is no alarm that the bot knows: look at journalctl -u etcd on its host.',
  'finding.storage_versions.title': 'The databases of members have different versions: {versions}',
  'finding.storage_versions.todo':
    'Finish the upgrade or the downgrade: every member moves its database by itself once all run the same etcd.',
  'finding.terms_differ.title': 'Members are in different terms: from {least} to {most}',
  'finding.terms_differ.todo':
    'An election may just be running: ask again in a few seconds. If it stays, a member votes for itself and reaches nobody: look at its peer port (2380).',
  'finding.prometheus_silent.title': 'Prometheus {phrase}: latencies and rates of this cluster are not judged',
  'finding.prometheus_silent.todo':
    'Look at the Prometheus that clusters[].prometheus of the configuration names, at its token, and at the way there from the workers. It says: {detail}',
  'finding.prometheus_blank.title': 'Prometheus has no data of {who}: latencies and rates there are not judged',
  'finding.prometheus_blank.todo':
    'Compare its targets (up) with the endpoints of this cluster: one for each, whose label instance or ip names the host. Where there are several, clusters[].prometheus.selector chooses.',
  'finding.backup_old.title': 'The newest whole snapshot is {age} old, more than {most}',
  'finding.backup_old.todo': 'Look at what makes them (cron, its disk, its login): the folder is {folder}.',
  'finding.backup_none.title': 'No whole snapshot lies in {folder}',
  'finding.backup_unreadable.title': 'The folder of the snapshots cannot be read: {folder}',
  'finding.backup_unreadable.todo':
    'Nobody knows how old the newest snapshot is, and changes that take data away are refused. Is it mounted on every worker, and may the user of the worker read it?',
  'finding.backup_none.todo': 'Make one now (etcdctl snapshot save) and look at what should have made them.',
} as const;
