import type { alarms as english } from '../en/alarms.ts';

export const alarms: Readonly<Record<keyof typeof english, string>> = {
  'alarms.summary': '各成员的告警，以及处理办法',
  'alarms.none': '{cluster} · 没有告警',
  'alarms.some': '{cluster} · {count, plural, other {# 条告警}}：{alarms}',
  'alarms.unreadable': '{cluster} · 无法读取告警：etcd {phrase}',
  'alarms.column.member': '成员',
  'alarms.column.alarm': '告警',
  'alarms.column.id': 'ID',
};
