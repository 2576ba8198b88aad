import type { health as english } from '../en/health.ts';

export const health: Readonly<Record<keyof typeof english, string>> = {
  'probe.summary': '对每个端点做一次线性一致读和一次串行化读，并给出耗时',
  'probe.all': '{cluster} · {count, plural, other {全部 # 个端点正常}}',
  'probe.some': '{cluster} · {count} 个端点中 {healthy} 个正常（{who}）',
  'probe.no_endpoints': '{cluster} · 没有询问任何端点',
  'probe.column.endpoint': '端点',
  'probe.column.member': '成员',
  'probe.column.health': '健康',
  'probe.column.linearizable': '线性一致读',
  'probe.column.serializable': '串行化读',
  'probe.failed': '失败',
  'probe.denied': '有响应，缺少权限',
  'probe.not_for_learners': '不适用于学习者',
  'probe.failure': '{who}：{kind}：{phrase}',
  'probe.legend': '线性一致读：经过 leader 和法定人数。串行化读：只由该成员回答，可能是旧数据。',
};
