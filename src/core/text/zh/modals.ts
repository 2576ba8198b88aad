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
  'modals.deny.title': '否决这项变更？',
  'modals.deny.about': '{name} 发起的 {command}（{cluster}）将就此结束，对所有人生效。',
  'modals.deny.what': '接下来怎么办？',
  'modals.deny.plainly': '不做：直接否决',
  'modals.deny.changes': '换一个方案：要求修改',
  'modals.deny.reason': '理由，或需要修改之处',
  'modals.deny.submit': '否决',
  'modals.deny.note': '你写的内容会显示在卡片及其消息列中，频道里的所有人都能看到。',
  'modals.deny.unsaid': '请说明要改什么：发起人只能依据这段说明来修改。',
};
