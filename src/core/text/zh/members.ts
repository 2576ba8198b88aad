import type { members as english } from '../en/members.ts';

export const members: Readonly<Record<keyof typeof english, string>> = {
  'members.summary': '集群成员：名称、ID、角色、地址',
  'members.verdict':
    '{cluster} · {voters, plural, other {# 个投票成员}}，{learners, plural, =0 {没有学习者} other {# 个学习者}}',
  'members.unreadable': '{cluster} · 无法读取成员列表：etcd {phrase}。以下是已配置的端点',
  'members.column.peers': 'Peer URL',
  'members.column.clients': '客户端 URL',
  'members.cluster_id': '集群 ID',
};
