export const hashes = {
  'hashes.summary': 'Compares the data of all members by hash at one revision, and says who differs',
  'hashes.agree': '{cluster} · Same data on all {compared} compared members',
  'hashes.differ': '{cluster} · DATA DIFFERS: {who} against {majority} that agree',
  'hashes.split': '{cluster} · DATA DIFFERS, and no majority tells who is wrong',
  'hashes.incomparable': '{cluster} · Nothing to compare: fewer than two hashes of one revision',
  'hashes.agree.partly': '{verdict} ({missing, plural, one {# member} other {# members}} not compared)',
  'hashes.differ.todo':
    'Save a snapshot from the majority, then replace the member that differs. Never disarm a CORRUPT alarm before.',
  'hashes.split.todo':
    'Change nothing yet: save a snapshot of every member, and compare the PostgreSQL state with each of them.',
  'hashes.column.member': 'Member',
  'hashes.column.verdict': 'Verdict',
  'hashes.column.hash': 'Hash',
  'hashes.column.revision': 'Revision',
  'hashes.column.compacted': 'Compacted at',
  'hashes.state.agrees': 'agrees',
  'hashes.state.differs': 'DIFFERS',
  'hashes.state.unclear': 'unclear',
  'hashes.state.not_compared': 'not compared',
  'hashes.reason.learner': '{name} is a learner: learners do not answer this',
  'hashes.reason.unasked': '{name} has no configured endpoint',
  'hashes.reason.stranger': '{name} is not in the member list',
  'hashes.reason.revision': '{name} hashed another revision: ask again',
  'hashes.reason.compaction':
    '{name} has compacted at another revision, which changes the hash of the same data: ask again once all have compacted',
  'hashes.compared_at': 'Compared at revision {revision}',
} as const;
