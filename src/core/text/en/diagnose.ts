/** Everything, looked at once. */
export const diagnose = {
  'diagnose.summary': 'Everything looked at once, worst first, with a file for a ticket',
  'diagnose.finding': '{title}. {why} {todo}',
  'diagnose.more': '{count, plural, one {# more stands} other {# more stand}} in the file.',
  'diagnose.looked_at': 'Looked at',
  'diagnose.well': 'Well: {areas}',
  'diagnose.found': 'Found something: {areas}',
  'diagnose.unknown': 'Could not be looked at: {areas}',
  'diagnose.area.data': 'data of all members alike',
  'diagnose.area.reads': 'reads through every member',
  'diagnose.area.metrics': 'disks and network',
  'diagnose.area.lists': 'member lists',
  'diagnose.area.certificates': 'certificates',
  'diagnose.area.logins': 'logins',
  'diagnose.area.backups': 'backups',
  'diagnose.area.past': 'the last quarter of an hour',
} as const;
