import type { flow as english } from '../en/flow.ts';

export const flow: Readonly<Record<keyof typeof english, string>> = {
  'refusal.kept_out.message': '答复无法发到这里。',
  'refusal.kept_out.why': 'Slack 不允许机器人在此频道发言：它不是频道成员。',
  'refusal.kept_out.todo': '请邀请机器人（/invite 加上它的名字），然后重新提问。',
  'refusal.nothing_behind_button.message': '这个按钮已失效。',
  'refusal.nothing_behind_button.why': '它所在的消息不属于当前版本的机器人。',
  'refusal.nothing_behind_button.todo': '请直接输入命令；{help} 会列出所有命令。',
  'flow.busy': '同时的请求太多。没有执行任何操作，请几秒后再试。',
};
