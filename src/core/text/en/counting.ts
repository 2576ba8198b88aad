/** Counts of keys that take long, and how they are ended. */
export const counting = {
  'counting.all': '{cluster} · Counting keys: {read} of {total} so far ({share})',
  'counting.under': '{cluster} · Counting keys under {prefix}: {read} of {total} so far ({share})',
  'counting.gently': 'The member rests after every page, so this takes a while: {most} at most.',
  'counting.cancel': 'Cancel',
  'counting.ended': '{name} ended the count of keys on {cluster}',
  'counting.ended_under': '{name} ended the count of keys under {prefix} on {cluster}',
  'counting.told': 'Whoever waits for it gets what was read so far.',
  'refusal.no_such_count.message': 'No count {typed} is running.',
  'refusal.no_such_count.why': 'It is over already.',
  'refusal.no_such_count.todo': 'Look at its message: the answer stands there. {command} counts again.',
  'refusal.not_your_count.message': 'Somebody else asked for this count.',
  'refusal.not_your_count.why': 'It can be ended by whoever asked for it, and by operators and approvers.',
  'refusal.not_your_count.todo': 'Ask one of them, or wait: after five minutes at most it ends by itself.',
} as const;
