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
  'audit.file': '审计日志文件 {name}：{count, plural, other {# 条}}，{size}',
  'audit.file.cut':
    '这是最新的部分，第 {first} 至 {last} 条：完整日志太大，不适合放进频道。在机器人的主机上执行：{command}',
  'audit.file.how': '每行一个 JSON 对象；每条都带有前一条的哈希。',
  'refusal.nothing_to_export.message': '审计日志为空。',
  'refusal.nothing_to_export.why': '还没有人发起过变更，也没有任何决定。',
  'refusal.nothing_to_export.todo': '无需任何操作。',
  'refusal.file_in_doubt.message': 'Slack 没有确认已收到文件。',
  'refusal.file_in_doubt.why': '应用可能缺少 files:write 权限、不在这个频道，或 Slack 没有及时答复。',
  'refusal.file_in_doubt.todo': '请看文件是否已在此处；若没有，请重试，或在机器人的主机上执行：{command}',
};
