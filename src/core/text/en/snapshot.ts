/** Whether a change has a backup behind it. */
export const snapshot = {
  'guard.snapshot.title': 'A backup is fresh enough',
  'guard.snapshot.not_configured': 'No snapshots are configured for this cluster',
  'guard.snapshot.no_need': 'No data is touched, and nobody leaves',
  'guard.snapshot.elsewhere': 'Not looked at: the snapshots lie in a bucket',
  'guard.snapshot.fresh': '{name} was saved {age} ago and is whole; {most} is the limit',
  'guard.snapshot.old':
    'The newest whole snapshot, {name}, is {age} old, and {most} is the limit. Save one first: etcdctl snapshot save',
  'guard.snapshot.old_warned':
    'The newest whole snapshot, {name}, is {age} old, and {most} is the limit. Save one first if you can',
  'guard.snapshot.none':
    'There is no whole snapshot in {directory}{broken, plural, =0 {} one {; # is damaged} other {; # are damaged}}. Save one first: etcdctl snapshot save',
  'guard.snapshot.none_warned':
    'There is no whole snapshot in {directory}{broken, plural, =0 {} one {; # is damaged} other {; # are damaged}}. Save one first if you can',
  'guard.snapshot.unreadable': 'The worker cannot read {directory}, so no snapshot is known',
  'guard.snapshot.unread': 'The worker cannot read {directory}, so no snapshot is known; none is demanded here',
} as const;
