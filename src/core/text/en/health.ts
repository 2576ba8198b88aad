export const health = {
  'probe.summary': 'A linearizable and a serializable read through every endpoint, with times',
  'probe.all': '{cluster} · All {count, plural, one {# endpoint serves} other {# endpoints serve}}',
  'probe.some': '{cluster} · {healthy} of {count} endpoints serve ({who})',
  'probe.no_endpoints': '{cluster} · no endpoint was asked',
  'probe.column.endpoint': 'Endpoint',
  'probe.column.member': 'Member',
  'probe.column.health': 'Health',
  'probe.column.linearizable': 'Linearizable',
  'probe.column.serializable': 'Serializable',
  'probe.failed': 'failed',
  'probe.denied': 'served, right missing',
  'probe.not_for_learners': 'not for learners',
  'probe.failure': '{who}: {kind}: {phrase}',
  'probe.legend':
    'Linearizable: through the leader and the quorum. Serializable: from this member alone, possibly old.',
} as const;
