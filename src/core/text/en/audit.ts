/** The audit log. */
export const audit = {
  'audit.list':
    '{where} · {count, plural, =0 {nothing in the audit log} one {the last entry of the audit log} other {the last # entries of the audit log}}',
  'audit.column.number': 'No.',
  'audit.column.at': 'When',
  'audit.column.who': 'Who',
  'audit.column.what': 'What',
  'audit.column.operation': 'Operation',
  'audit.column.details': 'Details',
  'audit.head': 'Head: entry {number}, {hash}',
  'audit.head_empty': 'The log is empty',
  'audit.intact':
    'The audit log is intact: {count, plural, =0 {nothing is written yet} one {# entry} other {# entries, and each follows from the one before}}',
  'audit.broken': 'THE AUDIT LOG IS BROKEN at entry {number}',
  'audit.broken.why':
    'This entry does not follow from the one before it: it, or one before it, was changed or taken out after it was written. What stands before it still holds.',
  'audit.broken.todo':
    'Keep the store as it is: copy Redis (BGSAVE, and the append-only files) before anything else, compare with the last export, and find out who can write to it.',
  'audit.hash': 'Hash of the last entry: {hash}',
  'audit.anchor':
    'Whoever can write to the store could write a whole new chain: compare this hash with one that was noted elsewhere.',
  'audit.file': 'The audit log as a file, {name}: {count, plural, one {# entry} other {# entries}}, {size}',
  'audit.file.cut':
    'It is the newest part, entries {first} to {last}: all of it is too large for a channel. On a host of the bot: {command}',
  'audit.file.how': 'One JSON object a line; each entry carries the hash of the one before it.',
  'refusal.nothing_to_export.message': 'The audit log is empty.',
  'refusal.nothing_to_export.why': 'Nothing has been asked for yet, and nothing was decided.',
  'refusal.nothing_to_export.todo': 'Nothing needs to be done.',
  'refusal.file_in_doubt.message': 'Slack did not confirm that it has the file.',
  'refusal.file_in_doubt.why':
    'The app may lack the scope files:write or be no member of this channel, or Slack did not answer in time.',
  'refusal.file_in_doubt.todo': 'Look whether it is here; if not, ask again, or type on a host of the bot: {command}',
  'audit.noted': 'What was noted, {anchor}, stands in this log',
  'audit.noted_not': 'THE AUDIT LOG IS ANOTHER ONE: {anchor} does not stand in it',
  'refusal.no_anchor.message': '{typed} is nothing that a report notes of the audit log.',
  'refusal.no_anchor.why': 'It is the number of an entry, a colon, and at least the first 16 digits of its hash.',
  'refusal.no_anchor.todo': 'Copy it from the small print of a scheduled report.',
} as const;
