import type { diagnose as english } from '../en/diagnose.ts';

export const diagnose: Readonly<Record<keyof typeof english, string>> = {
  'diagnose.summary': '一次检查全部项目，最严重的在前，并附可用于工单的文件',
  'diagnose.finding': '{title}。{why}{todo}',
  'diagnose.more': '另有 {count} 项见文件。',
  'diagnose.looked_at': '检查项目',
  'diagnose.well': '正常：{areas}',
  'diagnose.found': '发现问题：{areas}',
  'diagnose.unknown': '无法检查：{areas}',
  'diagnose.area.data': '各成员数据一致性',
  'diagnose.area.reads': '经由每个成员的读取',
  'diagnose.area.metrics': '磁盘与网络',
  'diagnose.area.lists': '成员列表',
  'diagnose.area.certificates': '证书',
  'diagnose.area.logins': '登录',
  'diagnose.area.backups': '备份',
  'diagnose.area.past': '最近一刻钟',
};
