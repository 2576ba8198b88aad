import type { BackupSight } from '../backup.ts';
import { endsCluster, isMembershipStep, removedBy, type Stage, seatOf, votersOf } from '../membership-projection.ts';
import { code, duration, say, type Text } from '../message.ts';
import { guard, passed, refused, skipped, viewOf } from './verdict.ts';

/** How much a step needs a backup behind it: what cannot be undone without one, what goes wrong seldom, what touches no data. */
type Need = 'must' | 'should' | 'none';

/** A change that takes data away wants a backup that is not too old, read to its end. docs/decisions/0008 says why which. */
export const snapshot = guard('snapshot', given => {
  const { backup = null, now } = given.around;
  if (backup === null) return skipped(say('guard.snapshot.not_configured'));
  const needs = viewOf(given).stages.map(needOf);
  if (needs.every(need => need === 'none')) return skipped(say('guard.snapshot.no_need'));
  if (backup.kind === 'elsewhere') return skipped(say('guard.snapshot.elsewhere'));
  const must = needs.includes('must');
  if (backup.kind === 'unreadable') {
    const told = { directory: code(backup.directory) };
    return must ? refused(say('guard.snapshot.unreadable', told)) : skipped(say('guard.snapshot.unread', told));
  }
  const { newest, maxAgeMs } = backup;
  if (newest === null) return must ? refused(none(backup)) : skipped(noneWarned(backup));
  const age = Math.max(0, now - newest.at);
  const told = { name: code(newest.name), age: duration(age), most: duration(maxAgeMs) };
  if (age <= maxAgeMs) return passed(say('guard.snapshot.fresh', told));
  return must ? refused(say('guard.snapshot.old', told)) : skipped(say('guard.snapshot.old_warned', told));
});

type Seen = Extract<BackupSight, { kind: 'seen' }>;

const none = ({ directory, broken }: Seen): Text => say('guard.snapshot.none', { directory: code(directory), broken });
const noneWarned = ({ directory, broken }: Seen): Text =>
  say('guard.snapshot.none_warned', { directory: code(directory), broken });

function needOf(stage: Stage): Need {
  const { step, before } = stage;
  const alone = votersOf(before).length === 1;
  switch (step.kind) {
    case 'remove-member': {
      const seat = seatOf(before, step.member);
      return seat?.healthy && !seat.learner ? 'must' : 'should';
    }
    case 'disarm-alarm':
      return step.alarm === 'CORRUPT' ? 'must' : 'none';
    case 'compact':
    case 'defragment':
      return alone ? 'must' : 'should';
    case 'run-playbook':
      return playbookNeeds(stage);
    default:
      return isMembershipStep(step) ? 'should' : 'none';
  }
}

/** Where all of it goes, whether it comes back by itself is a question of its own (playbook_rebuildable). */
function playbookNeeds(stage: Stage): Need {
  const { step, before } = stage;
  if (endsCluster(stage)) return 'should';
  const gone = removedBy(step).flatMap(member => seatOf(before, member) ?? []);
  if (gone.some(({ healthy, learner }) => healthy && !learner)) return 'must';
  return isMembershipStep(step) ? 'should' : 'none';
}
