/** What a loss of etcd does to a PostgreSQL cluster, why, and what else is true of it. */
export const impact = {
  'impact.leader_broken': 'The leader key cannot be read, so nobody knows who is primary',
  'impact.config_broken': 'The configuration in etcd is broken, so nobody knows whether failsafe mode is on',
  'impact.config_absent':
    'etcd holds no configuration of it, so nobody knows whether failsafe mode is on. Patroni writes it back from its memory',
  'impact.standby_cluster':
    'A standby cluster: {leader} is read-only anyway, and goes on replicating. It cannot be promoted meanwhile',
  'impact.paused': 'Paused, and the primary {leader} has seen it: Patroni demotes nobody',
  'impact.failsafe_off':
    'failsafe_mode is off: without etcd Patroni demotes the primary. To change that: patronictl edit-config --set failsafe_mode=true',
  'impact.version_unknown':
    'failsafe_mode is on, but which Patroni runs on the primary {leader} cannot be read; before 3.0 it knows no failsafe mode',
  'impact.too_old': 'Patroni before 3.0 runs on {who}: it knows no failsafe mode. Upgrade Patroni',
  'impact.failsafe_absent': 'failsafe_mode is on, but the primary has not written down yet whom it would ask',
  'impact.failsafe_broken': 'failsafe_mode is on, but the list of whom the primary would ask is broken',
  'impact.failsafe_without_leader': 'failsafe_mode is on, but the primary {leader} is not in its own list of members',
  'impact.failsafe_silent':
    'failsafe_mode is on, but {who} {count, plural, one {does not answer} other {do not answer}}: that demotes the primary, which needs every member. Bring Patroni back there, or wait until its key in etcd has run out',
  'impact.failsafe_alone': 'failsafe_mode is on, and the primary has nobody else to ask',
  'impact.failsafe_all':
    'failsafe_mode is on, and {count, plural, one {the other member answers} other {all # other members answer}}: {who}',
  'impact.failsafe_unasked':
    'failsafe_mode is on: it stays if the primary reaches {who}, and only then. From here {count, plural, one {it could} other {they could}} not be asked',
  'impact.leaderless': 'Nobody holds the leader key. Without etcd nobody can be elected',
  'impact.orphaned': 'No leader and no member: all its Patronis are down, or a former cluster left these keys behind',
  'impact.warn.switchover': 'A switchover to {to} is under way',
  'impact.warn.switchover_scheduled': 'A switchover to {to} is planned for {when}',
  'impact.warn.failover_broken': 'The key of switchovers is broken',
  'impact.warn.pause_unseen': 'The pause is asked for, but not seen yet by {who}',
  'impact.warn.resume_unseen': 'The pause is over, but not seen yet by {who}',
  'impact.warn.paused': 'While it is paused, nobody takes over when the primary dies',
  'impact.warn.vip':
    'Its virtual address goes away about 2 s after vip-manager (5.0 and later) loses etcd, also while paused: clients lose their connections',
  'impact.warn.before_4_0_7':
    'Patroni {version} may demote in spite of failsafe mode when etcd fails in certain ways (fixed in 4.0.7)',
  'impact.warn.before_4_1_3':
    'Patroni {version} may demote in spite of failsafe mode when etcd says "no leader" (partly fixed in 4.1.3)',
  'impact.warn.loops': 'Patroni {version} may keep failing after etcd is back, until it is restarted (fixed in 4.1.1)',
  'impact.warn.shared_hosts':
    '{who} {count, plural, one {stands on} other {stand on}} a host of etcd: a host that dies takes both, and failsafe mode needs every member',
  'impact.warn.leaseless': 'Nobody renews the key of {who}: written by hand, or restored from a snapshot',
  'impact.warn.member_broken': 'The member key of {who} is broken',
} as const;
