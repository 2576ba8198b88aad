/** Every refusal: what, why, what to do. */
export const refusals = {
  'refusal.queue_unreachable.message': 'Your request was not taken.',
  'refusal.queue_unreachable.why':
    'The queue (Redis) does not answer, so no worker can be reached. Nothing was started.',
  'refusal.queue_unreachable.todo':
    'Try again in a moment. If it stays like this, the bot itself needs care: look at /readyz of the bot.',
  'refusal.no_worker.message': 'No worker has taken {command} yet.',
  'refusal.no_worker.why':
    'It has been waiting for {waited}. The request is kept and will be answered as soon as a worker runs.',
  'refusal.no_worker.todo': 'Check that a worker process runs and reaches Redis (/readyz of the worker).',
  'refusal.guest.message': 'Guests cannot use this bot.',
  'refusal.guest.why': 'Slack says that this account is a guest of the workspace.',
  'refusal.guest.todo': 'Ask a colleague who is a full member.',
  'refusal.bot.message': 'Bots cannot use this bot.',
  'refusal.bot.why': 'Slack says that this account is an app or a bot; only people answer for what is asked here.',
  'refusal.bot.todo': 'Ask as yourself.',
  'refusal.deactivated.message': 'This account cannot use the bot.',
  'refusal.deactivated.why': 'Slack says that it is deactivated.',
  'refusal.deactivated.todo': 'An administrator of the workspace can activate it again.',
  'refusal.foreign.message': 'People of other workspaces cannot use this bot.',
  'refusal.foreign.why': 'This account belongs to another organisation, with which the channel is shared.',
  'refusal.foreign.todo': 'Ask a colleague of the workspace that the bot belongs to.',
  'refusal.standing_unknown.message': 'It is not known who you are.',
  'refusal.standing_unknown.why': 'Slack does not say whether this account is an active member, so it counts as none.',
  'refusal.standing_unknown.todo': 'Try again in a moment. Nothing was done.',
  'refusal.channel_not_configured.message': 'This channel is not set up for the bot.',
  'refusal.channel_not_configured.why':
    'Reading is open to everybody in the configured channels; this is none of them.',
  'refusal.channel_not_configured.todo':
    'Ask in a configured channel, or have this one added under channels in the configuration file.',
  'refusal.not_viewer.message': 'You may not read here.',
  'refusal.not_viewer.why': 'Your account is neither a viewer nor an operator nor an approver.',
  'refusal.not_viewer.todo': 'Have your Slack id added under access.viewers in the configuration file.',
  'refusal.not_operator.message': 'Only operators may do this.',
  'refusal.not_operator.why':
    'Your account is not among them. The values of keys may be secrets, and changes may break a cluster.',
  'refusal.not_operator.todo':
    'Ask an operator, or have your Slack id added under access.operators in the configuration file.',
  'refusal.not_approver.message': 'Only approvers may do this.',
  'refusal.not_approver.why': 'Your account is not among them.',
  'refusal.not_approver.todo':
    'Ask an approver, or have your Slack id added under access.approvers in the configuration file.',
  'refusal.group_unknown.message': 'It cannot be told whether you may do this.',
  'refusal.group_unknown.why':
    'It depends on the user group {group}, and Slack does not say who is in it. What is not known counts as no.',
  'refusal.group_unknown.todo':
    'Try again in a moment. If it stays like this, check that the group exists and that the bot may read user groups.',
} as const;
