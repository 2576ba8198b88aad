import type { home as english } from '../en/home.ts';

export const home: Readonly<Record<keyof typeof english, string>> = {
  'home.title': '{name}，{count, plural, =0 {没有等待你审批的变更} other {有 # 个变更等待你审批}}',
  'home.pending': '等待你决定',
  'home.mine': '你发起的变更',
  'home.none': '最近没有',
  'home.clusters': '集群',
  'home.operation': '{cluster} 上的 {line}：{state}',
  'home.waiting': '{cluster} 上的 {line}，由 {name} 发起，截止 {until}。也可输入：{command}',
  'home.cluster':
    '{name}，{environment}；{open, plural, =0 {没有未结束的变更} other {# 个变更未结束}}；{channels, plural, =0 {在各频道中都需用 -c 指定} other {是 # 个频道的默认集群}}',
  'home.cluster_frozen': '{cluster}。已冻结。',
  'home.seen': '截至 {at}。重新打开此页可查看最新状态。',
  'home.where': '命令请在频道中输入，让所有人都能看到：{help}',
};
