import { changesMembership } from '../membership-projection.ts';
import { say } from '../message.ts';
import { actsOn, removes } from './targets-of-steps.ts';
import { guard, named, passed, refused, restOf, skipped, viewOf } from './verdict.ts';

export const learner = guard('learner', given => {
  if (!changesMembership(restOf(given))) return skipped(say('guard.learner.unchanged'));
  const pending = viewOf(given).membership.seats.filter(
    seat => seat.learner && !removes(given.plan, seat) && !actsOn(given.plan, ['promote', 'update-member'], seat),
  );
  return pending.length > 0
    ? refused(say('guard.learner.pending', { who: named(pending) }))
    : passed(say('guard.learner.none'));
});
