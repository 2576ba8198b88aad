import type { drift as english } from '../en/drift.ts';

export const drift: Readonly<Record<keyof typeof english, string>> = {
  'drift.other_cluster': '已是另一个集群：ID 为 {after}，原为 {before}',
  'drift.added': '{who} 已加入',
  'drift.removed': '{who} 已离开',
  'drift.renamed': '{before} 现名为 {after}',
  'drift.moved': '{name} 的地址为 {after}，原为 {before}',
  'drift.voter': '{name} 已是投票成员',
  'drift.learner': '{name} 不再投票',
  'drift.serves': '{name} 已恢复服务',
  'drift.silent': '{name} 不再提供服务',
  'drift.version': '{name} 运行 {after}，原为 {before}',
  'drift.leader': 'leader 为 {after}，原为 {before}',
  'drift.elected': 'leader 为 {after}，原先没有',
  'drift.leaderless': '已没有 leader',
  'drift.alarm_raised': '新出现的告警：{alarms}',
  'drift.alarm_cleared': '已不存在的告警：{alarms}',
  'refusal.members_unreadable.message': '无法读取成员列表。',
  'refusal.members_unreadable.why': 'etcd {phrase}。计划取决于集群有哪些成员，不作任何猜测。',
  'refusal.members_unreadable.todo': '请查看集群状态，待其有应答后再试。',
};
