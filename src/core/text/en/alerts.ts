/** Alerts between reports: the message of an incident, and what happens in its thread. */
export const alerts = {
  'alert.began': '{cluster}: {title}',
  'alert.many': '{cluster}: {count} things are wrong',
  'alert.ended': '{cluster} is well again',
  'alert.outage.over': 'The way to the clusters is open again',
  'alert.todo': '{title}. {todo}',
  'alert.since': 'Since {since}',
  'alert.lasted': 'It lasted {lasted}, from {since} to {until}',
  'alert.new': 'New: {title}. {todo}',
  'alert.new_plain': 'New: {title}',
  'alert.gone': 'No longer: {title}',
  'alert.still': 'Still: {title}',
  'alert.reminder': 'This goes on since {since}, and nobody has acknowledged it.',
  'alert.over': 'All is well again after {lasted}.',
  'alert.acknowledged': '{name} has seen it ({at})',
  'alert.next': '{command} tells everything',
  'alert.was': 'It was: {title}',
  'alert.stands': 'Known elsewhere as {names}',
  'alert.outage.title': '{count} of {watched} clusters are out of reach at once: {who}',
  'alert.outage.todo':
    'That is hardly each of them by itself: look at the network of the machine where the worker runs, its DNS, VPN and firewall. PostgreSQL may be perfectly well. Each cluster that stays silent when the others are back is told by itself.',
  'alert.and_more': '{count} more',
} as const;
