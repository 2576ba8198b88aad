/** What modals ask. */
export const modals = {
  'modals.typed_title': 'Approve for good?',
  'modals.typed_label': 'Type the name of the cluster, {cluster}, to approve',
  'modals.approve': 'Approve',
  'modals.back': 'Back',
  'modals.wrong_name': 'That is not the name of the cluster. Type {cluster}, exactly as it is written here.',
  'modals.about': 'You are about to approve {command} on {cluster}.',
  'modals.tier': 'This is destructive, or leaves the cluster without tolerance; once it has begun it cannot be undone.',
  'modals.asked': 'Asked for by {name}. The steps and the guards stand on the card.',
} as const;
