import type { local as english } from '../en/local.ts';

export const local: Readonly<Record<keyof typeof english, string>> = {
  'whoami.summary': '查看机器人眼中的你，以及你在这里的权限',
  'whoami.verdict': '你是 {name}（{id}）',
  'whoami.read': '查询集群状态',
  'whoami.values': '查看键的值',
  'whoami.operate': '执行操作',
  'whoami.approve': '审批',
  'whoami.yes': '可以',
  'whoami.no': '不可以',
  'whoami.note': '权限由配置文件决定，且只对当前位置有效。只认 Slack ID，不认名字。',
  'clusters.summary': '列出机器人管理的集群',
  'clusters.verdict': '共 {count, plural, other {# 个集群}}',
  'clusters.name': '集群',
  'clusters.environment': '环境',
  'clusters.endpoints': '端点',
  'clusters.here': '此处默认',
  'clusters.is_default': '是',
  'clusters.note': '用 {option} 加集群名来指定。',
  'environment.production': '生产',
  'environment.staging': '预发布',
  'environment.development': '开发',
};
