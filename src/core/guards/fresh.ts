import { duration, say } from '../message.ts';
import { guard, passed, refused, skipped } from './verdict.ts';

/** Milliseconds. Long enough for a slow survey, short enough that no election or restart goes unseen for long. */
const OLDEST = 30_000;

export const fresh = guard('fresh', ({ snapshot, around }) => {
  if (around.phase === 'planning') return skipped(say('guard.fresh.later'));
  const age = Math.max(0, around.now - snapshot.takenAt);
  return age < OLDEST
    ? passed(say('guard.fresh.seen', { age: duration(age) }))
    : refused(say('guard.fresh.old', { age: duration(age), most: duration(OLDEST) }));
});
