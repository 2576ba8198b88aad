/** What the bot says about the conversation itself. */
export const flow = {
  'refusal.kept_out.message': 'The answer cannot be posted here.',
  'refusal.kept_out.why': 'Slack does not let the bot write into this channel: it is no member of it.',
  'refusal.kept_out.todo': 'Invite the bot (/invite, then its name), and ask again.',
  'refusal.nothing_behind_button.message': 'This button does nothing any more.',
  'refusal.nothing_behind_button.why': 'It stands on a message that this version of the bot does not know.',
  'refusal.nothing_behind_button.todo': 'Type the command instead; {help} lists them.',
  'flow.busy': 'Too many requests at once. Nothing was started; try again in a few seconds.',
} as const;
