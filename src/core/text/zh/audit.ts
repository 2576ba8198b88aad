import type { audit as english } from '../en/audit.ts';

export const audit: Readonly<Record<keyof typeof english, string>> = {
  'audit.list': '{where} · {count, plural, =0 {审计日志中没有记录} other {审计日志最近 # 条}}',
  'audit.column.number': '编号',
  'audit.column.at': '时间',
  'audit.column.who': '谁',
  'audit.column.what': '事项',
  'audit.column.operation': '操作',
  'audit.column.details': '详情',
  'audit.head': '链头：第 {number} 条，{hash}',
  'audit.head_empty': '日志为空',
  'audit.intact': '审计日志完整：{count, plural, =0 {尚无记录} other {# 条记录环环相扣}}',
  'audit.broken': '审计日志在第 {number} 条断裂',
  'audit.broken.why': '这一条与前一条对不上：它或它之前的某一条在写入后被修改或删除。它之前的记录仍然可信。',
  'audit.broken.todo':
    '请保持存储原样：先复制 Redis 数据（BGSAVE 以及 AOF 文件），与最近一次导出对比，并查明谁有写权限。',
  'audit.hash': '最后一条的哈希：{hash}',
  'audit.anchor': '能写存储的人也能重写整条链：请把这个哈希与记在别处的对比。',
  'audit.export.terminal': '导出只能在终端进行',
  'audit.export.why': '导出的是整个日志，每行一个 JSON 对象；一条消息只装得下一部分。',
  'audit.export.todo': '在机器人的主机上执行：{command}',
};
