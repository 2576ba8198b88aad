/** Changes in an emergency, without an approval before and with a review afterwards. */
export const breakGlass = {
  'break_glass.option':
    'in an emergency, without approval: the incident, or the reason; a second person reviews it afterwards',
  'break_glass.banner': 'BREAK-GLASS by {name}: {incident}. Nobody approves it; every guard holds all the same.',
  'break_glass.watch': 'Approvers, look at it now: {names}. Anybody who may cancel can stop it.',
  'break_glass.until': 'It begins before {until} or not at all. A second person has to review it afterwards.',
  'break_glass.reviewed': 'Reviewed by {name}, {at}',
  'break_glass.unreviewed': 'Not reviewed yet',
  'review.summary': 'Signs that you have looked at what was done in an emergency',
  'review.due': '{cluster} · {line} was done in an emergency and waits for review',
  'review.done': '{cluster} · {line}: {name} has reviewed it',
  'review.by': 'Asked by {name}: {incident}',
  'review.todo':
    'Look at its card, at the audit log and at the cluster. Whoever signs says: this was right, or what was wrong is known and dealt with.',
  'review.who':
    'Any approver but {name} signs, by the button or by text: {command}. Until then this comes back every {every}.',
  'review.time': '{count, plural, one {Asked for the first time} other {Asked for the #. time}}',
  'review.button': 'I have reviewed it',
  'review.confirm.title': 'Sign the review?',
  'review.confirm.text': 'Your name goes into the audit log as the one who has looked at {line} on {cluster}.',
  'refusal.not_for_break_glass.message': 'You cannot break the glass.',
  'refusal.not_for_break_glass.why': 'Changes without approval are for those who are named for it; you are not.',
  'refusal.not_for_break_glass.todo':
    'Ask for it without --break-glass, or have somebody do it who stands under access.breakGlass in the configuration file.',
  'refusal.break_glass_over.message': 'The emergency is over.',
  'refusal.break_glass_over.why': 'It had to begin within {limit}, until {at}. Nothing was done.',
  'refusal.break_glass_over.todo': 'If it still is one, ask again: the new plan is made from the cluster as it is.',
  'refusal.nothing_to_review.message': '{id} has nothing to review.',
  'refusal.nothing_to_review.why': 'Reviewed is what was begun in an emergency, once it is over.',
  'refusal.nothing_to_review.todo': 'Look at its card: it shows what was done and who approved it.',
  'refusal.own_review.message': 'Somebody else has to review {id}.',
  'refusal.own_review.why': 'You asked for it yourself, and nobody approved it. A second pair of eyes is the point.',
  'refusal.own_review.todo': 'Ask another approver.',
  'refusal.reviewed_already.message': '{id} is reviewed already.',
  'refusal.reviewed_already.why': '{name} signed at {at}.',
  'refusal.reviewed_already.todo': 'Nothing needs to be done.',
} as const;
