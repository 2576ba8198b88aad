export const members = {
  'members.summary': 'Who belongs to the cluster: names, ids, roles, addresses',
  'members.verdict':
    '{cluster} · {voters, plural, one {# voter} other {# voters}}, {learners, plural, =0 {no learner} one {# learner} other {# learners}}',
  'members.unreadable': '{cluster} · The member list cannot be read: etcd {phrase}. Shown are the configured endpoints',
  'members.column.peers': 'Peer URLs',
  'members.column.clients': 'Client URLs',
  'members.cluster_id': 'Cluster ID',
} as const;
