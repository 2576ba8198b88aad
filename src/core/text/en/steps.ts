/** What each step does, and what to do when it fails. */
export const steps = {
  'steps.numbered': '{number}. {step}',
  'steps.planned': '{total, plural, one {# step} other {# steps}}',
  'steps.progress': '{done} of {total, plural, one {# step} other {# steps}} done',
  'step.await-health': 'Wait until all voters are healthy',
  'step.await-health.without': 'Wait until all voters but {who} are healthy',
  'step.move-leader': 'Hand leadership from {from} to {to}',
  'step.add-learner': 'Add {name} as a learner at {url}',
  'step.await-in-sync': 'Wait until {name} runs and has caught up with the leader',
  'step.promote': 'Promote {name} to voter',
  'step.remove-member': 'Remove {name} ({id}) from the cluster',
  'step.update-member': 'Change the peer address of {name} to {url}',
  'step.compact': 'Compact history up to revision {revision}',
  'step.compact.physical': 'Compact history up to revision {revision}, and wait until the space is free',
  'step.defragment': 'Defragment {name}',
  'step.disarm-alarm': 'Take back the {alarm} alarm of {name}',
  'step.pause-postgres':
    'Pause {name}: no automatic failover from then on, and wait until all its members have seen it',
  'step.pause-postgres.until':
    'Pause {name} (until {until}): no automatic failover from then on, and wait until all its members have seen it',
  'step.resume-postgres': 'Resume {name}, and wait until all its members have seen it',
  'step.verify.healthy': 'Verify: all voters are healthy, and no alarm is raised',
  'step.verify.voters': 'Verify: the voters are {members}',
  'step.verify.voters.absent': 'Verify: the voters are {members}, and {absent} is gone',
  'step.verify.leader': 'Verify: {name} leads',
  'step.verify.same-hash': 'Verify: all voters hold the same data',
  'step.verify.writable': 'Verify: a write succeeds',
  'fails.await-health': 'Nothing more is done. Find out with "status" who is not well, bring it back, and ask again.',
  'fails.move-leader':
    'The old leader stays, or another is elected: see "status". Nothing is lost; ask again once one leads.',
  'fails.add-learner':
    'Look at "member list": if the new member stands there, remove it again before the next try. The voters are untouched.',
  'fails.await-in-sync':
    'The learner stays, and does no harm. Start its process and look at its log; then "member promote", or "member remove" to take it back.',
  'fails.promote':
    'The member stays a learner, and does no harm. When it has caught up: "member promote"; to take it back: "member remove".',
  'fails.remove-member':
    'Look at "member list" before anything else: a removal that timed out may still happen. Ask again only if the member still stands there.',
  'fails.update-member':
    'Look at "member list" for the address that counts. The old one is set back with another "member update".',
  'fails.compact': 'Nothing is lost: history is there, or gone as planned. Ask again; "status" tells if etcd is well.',
  'fails.defragment':
    'It may still be running, and goes on without the bot: the member answers again when it is through. Start nothing else on it before.',
  'fails.disarm-alarm': 'See "alarm list" for what is still raised, and why; then ask again.',
  'fails.pause-postgres':
    'What is paused stays paused, and does not fail over. "pg show" tells who has not seen it; "pg pause" completes it, "pg resume" takes it back.',
  'fails.resume-postgres':
    'What is not resumed stays paused, and does not fail over. "pg show" tells who has not seen it; ask for "pg resume" again.',
  'fails.verify': 'The steps are done, but the result is not what was expected: see "status" and "member list".',
} as const;
