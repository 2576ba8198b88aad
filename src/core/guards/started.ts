import { changesMembership } from '../membership-projection.ts';
import { say } from '../message.ts';
import { actsOn, joins, removes } from './targets-of-steps.ts';
import { guard, named, passed, refused, restOf, skipped, viewOf } from './verdict.ts';

/** One that never came counts for quorum and cannot serve: two of them, and etcd may be lost at the first failure. */
export const started = guard('started', given => {
  if (!changesMembership(restOf(given))) return skipped(say('guard.started.unchanged'));
  const waiting = viewOf(given).membership.seats.filter(
    seat =>
      !seat.started &&
      !removes(given.plan, seat) &&
      !joins(given.plan, seat) &&
      !actsOn(given.plan, ['await-in-sync', 'promote', 'update-member'], seat),
  );
  return waiting.length > 0
    ? refused(say('guard.started.waiting', { who: named(waiting) }))
    : passed(say('guard.started.all'));
});
