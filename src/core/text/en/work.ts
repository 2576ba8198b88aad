/** What workers say themselves. */
export const work = {
  'work.asked': '{name} asked: {command}',
  'refusal.internal_error.message': 'Something went wrong inside the bot.',
  'refusal.internal_error.why': 'This is a fault of the bot, not of the cluster. It is logged under {request}.',
  'refusal.internal_error.todo': 'Try again once. If it happens again, search the logs of the worker for {request}.',
  'refusal.newer_request.message': '{command} could not be read by the worker.',
  'refusal.newer_request.why': 'The worker runs another version than the bot, as during an upgrade. Nothing was done.',
  'refusal.newer_request.todo': 'Ask again when the upgrade is through. Bots and workers must run the same version.',
  'refusal.not_at_worker.message': 'The worker does not know {name}.',
  'refusal.not_at_worker.why': 'Its configuration or version differs from that of the bot. Nothing was done.',
  'refusal.not_at_worker.todo': 'Start bots and workers with the same version and the same configuration file.',
} as const;
