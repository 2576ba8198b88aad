import type { report as english } from '../en/report.ts';

export const report: Readonly<Record<keyof typeof english, string>> = {
  'report.summary': '当前状态，以及自上次报告以来的变化',
  'report.first': '这是此处的第一份报告：下一份将说明变化。',
  'report.since': '自 {at} 以来',
  'report.unchanged': '没有变化。',
  'report.late': '迟到：此报告应于 {due} 生成，但当时没有可用的进程。',
  'report.late_unsaid': '迟到：应生成此报告时没有可用的进程。',
  'change.member_down': '不再健康：{who}',
  'change.member_back': '恢复健康：{who}',
  'change.member_added': '新加入集群：{who}',
  'change.member_removed': '已不在集群中：{who}',
  'change.version': '{name}：版本 {from} → {to}',
  'change.leader': 'leader 变更：{from} → {to}',
  'change.alarm_raised': '新增告警：{who}',
  'change.alarm_cleared': '告警已解除：{who}',
  'change.postgres_added': '新增 PostgreSQL 集群：{who}',
  'change.postgres_removed': '已消失的 PostgreSQL 集群：{who}',
  'change.db_grew': '数据库文件：{from} → {to}（+{by}）',
  'change.db_shrank': '数据库文件：{from} → {to}（-{by}）',
  'change.revisions': '{count, plural, other {# 次写入}}（修订版本）',
  'change.revision_fell': '修订版本倒退：{from} → {to}。集群是否被重建或恢复过？',
};
