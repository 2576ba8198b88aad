import { code, say } from '../message.ts';
import { stepsOf } from './targets-of-steps.ts';
import { guard, passed, refused, restOf, skipped, viewOf } from './verdict.ts';

export const revision = guard('revision', given => {
  const [compaction] = stepsOf(restOf(given), 'compact');
  if (!compaction) return skipped(say('guard.revision.none'));
  const now = viewOf(given).state.revision;
  if (now === null) return refused(say('guard.revision.unknown'));
  const told = { revision: code(String(compaction.revision)), now: code(String(now)) };
  return compaction.revision > now
    ? refused(say('guard.revision.ahead', told))
    : passed(say('guard.revision.behind', told));
});
