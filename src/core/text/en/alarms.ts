export const alarms = {
  'alarms.summary': 'Alarms by member, and the way out of them',
  'alarms.none': '{cluster} · No alarm',
  'alarms.some': '{cluster} · {count, plural, one {# alarm} other {# alarms}}: {alarms}',
  'alarms.unreadable': '{cluster} · Alarms cannot be read: etcd {phrase}',
  'alarms.column.member': 'Member',
  'alarms.column.alarm': 'Alarm',
  'alarms.column.id': 'ID',
} as const;
