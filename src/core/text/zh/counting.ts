import type { counting as english } from '../en/counting.ts';

export const counting: Readonly<Record<keyof typeof english, string>> = {
  'counting.all': '{cluster} · 正在统计键：已读取 {total} 个中的 {read} 个（{share}）',
  'counting.under': '{cluster} · 正在统计 {prefix} 下的键：已读取 {total} 个中的 {read} 个（{share}）',
  'counting.gently': '每读一页都会让成员歇一会儿，因此需要一些时间：最多 {most}。',
  'counting.cancel': '取消',
  'counting.ended': '{name} 结束了对 {cluster} 的键统计',
  'counting.ended_under': '{name} 结束了对 {cluster} 上 {prefix} 下的键统计',
  'counting.told': '等待结果的人都会收到目前已读取的部分。',
  'refusal.no_such_count.message': '没有正在运行的统计 {typed}。',
  'refusal.no_such_count.why': '它已经结束。',
  'refusal.no_such_count.todo': '请查看它的消息，结果就在那里。{command} 可重新统计。',
  'refusal.not_your_count.message': '这次统计是别人发起的。',
  'refusal.not_your_count.why': '只有发起人、操作员和审批人可以结束它。',
  'refusal.not_your_count.todo': '请联系其中一人，或者等待：最多五分钟后它会自行结束。',
};
