import type { alerts as english } from '../en/alerts.ts';

export const alerts: Readonly<Record<keyof typeof english, string>> = {
  'alert.began': '{cluster}：{title}',
  'alert.many': '{cluster}：有 {count} 个问题',
  'alert.ended': '{cluster} 已恢复正常',
  'alert.outage.over': '到各集群的网络已恢复',
  'alert.todo': '{title}。{todo}',
  'alert.since': '自 {since}',
  'alert.lasted': '持续 {lasted}，从 {since} 到 {until}',
  'alert.new': '新问题：{title}。{todo}',
  'alert.new_plain': '新问题：{title}',
  'alert.gone': '已消失：{title}',
  'alert.still': '仍然存在：{title}',
  'alert.reminder': '问题自 {since} 起持续，尚无人确认。',
  'alert.over': '历时 {lasted} 后一切恢复正常。',
  'alert.acknowledged': '{name} 已知悉（{at}）',
  'alert.next': '{command} 查看全部详情',
  'alert.was': '曾经：{title}',
  'alert.stands': '在其他系统中称为 {names}',
  'alert.outage.title': '{watched} 个集群中有 {count} 个同时无法访问：{who}',
  'alert.outage.todo':
    '不太可能是它们各自出了问题：请检查 worker 所在机器的网络、DNS、VPN 与防火墙。PostgreSQL 可能一切正常。其余集群恢复后仍无响应的集群会单独告知。',
  'alert.and_more': '另外 {count} 个',
};
