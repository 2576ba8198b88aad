/** What help says around the commands' own summaries. */
export const help = {
  'help.summary': 'All commands, or everything about one',
  'help.all': 'Type /etcd, or mention the bot, followed by one of these',
  'help.one': '{name}: {summary}',
  'help.group': 'Commands that begin with {name}',
  'help.line': '{usage}: {summary}',
  'help.usage': 'Usage',
  'help.aliases': 'Short',
  'help.options': 'Options',
  'help.examples': 'Examples',
  'help.option.cluster': 'The cluster, when it is not the one of this channel (short: -c)',
  'help.more': 'Add {option} to any command for its options and examples.',
  'help.threads': 'In a thread, mention the bot instead: Slack offers no slash commands there.',
} as const;
