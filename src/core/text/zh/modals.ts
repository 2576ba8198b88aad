import type { modals as english } from '../en/modals.ts';

export const modals: Readonly<Record<keyof typeof english, string>> = {
  'modals.typed_title': '确认批准？',
  'modals.typed_label': '请输入集群名称 {cluster} 以批准',
  'modals.approve': '批准',
  'modals.back': '返回',
  'modals.wrong_name': '集群名称不符。请按原样输入 {cluster}。',
  'modals.about': '你将批准在 {cluster} 上执行 {command}。',
  'modals.tier': '这是破坏性变更，或会使集群失去容错能力；一旦开始便无法撤销。',
  'modals.asked': '由 {name} 发起。步骤与检查结果见卡片。',
};
