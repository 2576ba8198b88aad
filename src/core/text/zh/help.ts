import type { help as english } from '../en/help.ts';

export const help: Readonly<Record<keyof typeof english, string>> = {
  'help.summary': '列出全部命令，或查看某个命令的用法',
  'help.all': '输入 /etcd 或提及机器人，后面跟上以下命令之一',
  'help.one': '{name}：{summary}',
  'help.group': '以 {name} 开头的命令',
  'help.line': '{usage}：{summary}',
  'help.usage': '用法',
  'help.aliases': '简写',
  'help.options': '选项',
  'help.examples': '示例',
  'help.option.cluster': '指定集群；不指定时使用本频道的集群（简写 -c）',
  'help.more': '在任何命令后加上 {option}，可查看它的选项和示例。',
  'help.threads': '在消息列（thread）里请提及机器人：Slack 不支持在那里使用斜杠命令。',
};
