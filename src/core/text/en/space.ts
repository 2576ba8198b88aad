/** Whose keys an etcd holds. */
export const space = {
  'space.summary': 'Whose keys these are, how large they are, and whether they come back by themselves',
  'space.option.seconds': 'how long to count, at most 300; the usual is 60',
  'space.verdict.rebuildable': '{cluster} · Rebuildable: Patroni writes all of these keys anew',
  'space.verdict.needs_backup': '{cluster} · Needs a backup: others keep keys here, in {who}',
  'space.verdict.needs_backup_unnamed': '{cluster} · Needs a backup: others keep keys here',
  'space.verdict.unknown': '{cluster} · Not known yet: nothing foreign was seen in the part that was read',
  'space.verdict.part': '{cluster} · {keys, plural, one {# key} other {# keys}} under {prefix}, {size}',
  'space.unreadable': '{cluster} · The keys cannot be counted: etcd {phrase}',
  'space.partial.time':
    'This is a part: the time was up after {read} of {total} keys ({share}). Ask with --seconds for more.',
  'space.partial.compacted':
    'This is a part: etcd compacted its history meanwhile, after {read} of {total} keys ({share}). Ask again.',
  'space.partial.failed':
    'This is a part: the member stopped answering after {read} of {total} keys ({share}). Ask again.',
  'space.needs_backup.todo':
    'A reset would lose what others keep here for good. Take a snapshot and prove it before anything that destroys data.',
  'space.elsewhere':
    'Looks like Patroni of another namespace: {who}. If it is yours, set patroni.namespace of this cluster, or count it as foreign.',
  'space.no_namespace':
    'No Patroni namespace is configured for this cluster (patroni.namespace), so no key is taken for Patroni’s.',
  'space.all': 'All keys read',
  'space.sum': '{keys, plural, one {# key} other {# keys}}, {size}',
  'space.use': '{keys, plural, one {# key} other {# keys}}, {size} ({share})',
  'space.owner.patroni': 'Patroni',
  'space.owner.bot': 'This bot',
  'space.owner.elsewhere': 'Patroni’s look, other namespace',
  'space.owner.kubernetes': 'Kubernetes',
  'space.owner.unknown': 'Unknown',
  'space.back.defrag': 'Defragmentation',
  'space.back.free': 'gives back {size}, on the largest file',
  'space.back.compact': 'Compaction',
  'space.back.history':
    '{revisions, plural, one {# revision} other {# revisions}} of history could go; how much that is etcd does not tell: at most {size}, pages and indexes included',
  'space.hot.title': 'Written most often',
  'space.hot.key': '{key}: {version} times, {share} of all writes since it exists',
  'space.map.title': 'Names and newest values by folder',
  'space.map.part': '{prefix} {size} ({share})',
  'space.map.alt': 'The largest: {parts}',
  'space.column.prefix': 'Prefix',
  'space.column.owner': 'Owner',
  'space.column.keys': 'Keys',
  'space.column.size': 'Size',
  'space.column.share': 'Share',
  'space.more': '{count, plural, one {# smaller prefix is} other {# smaller prefixes are}} not shown.',
  'space.revision': 'Revision {revision}, read at {endpoint}',
  'space.not_current': 'That member could not prove that it is up to date',
  'space.live_only': 'Names and newest values only: the file also holds history and free pages',
  'refusal.seconds_out_of_range.message': '{typed} seconds are not possible.',
  'refusal.seconds_out_of_range.why': 'The time is a whole number of seconds from 1 to {most}.',
  'refusal.seconds_out_of_range.todo': 'Give less time, or ask for a longer prefix.',
} as const;
