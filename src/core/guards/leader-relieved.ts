import {
  endsCluster,
  removedBy,
  restartedBy,
  type Stage,
  seatOf,
  tallyOf,
  votersOf,
} from '../membership-projection.ts';
import { say } from '../message.ts';
import type { Step, Target } from '../plan.ts';
import { guard, passed, refused, skipped, viewOf } from './verdict.ts';

/** A leader that blocks or leaves stops all writes until another is elected; handing over first takes milliseconds. */
export const leaderRelieved = guard('leader_relieved', given => {
  const touching = viewOf(given).stages.filter(stage => interrupted(stage.step).length > 0 && !endsCluster(stage));
  if (touching.length === 0) return skipped(say('guard.leader_relieved.untouched'));
  const leading = touching.find(stage => leads(stage) && canHandOver(stage));
  const name = leading && nameIn(leading);
  if (leading && name) return refused(say('guard.leader_relieved.leads', { number: leading.number, name }));
  return passed(touching.some(leads) ? say('guard.leader_relieved.alone') : say('guard.leader_relieved.relieved'));
});

/** Whom a step blocks, restarts or takes out. */
function interrupted(step: Step): readonly Target[] {
  if (step.kind === 'defragment') return [step.member];
  const restarted = restartedBy(step);
  return restarted ? [restarted] : removedBy(step);
}

const leader = ({ step, before }: Stage): Target | null =>
  interrupted(step).find(({ id }) => id !== null && id === before.leader) ?? null;

const leads = (stage: Stage): boolean => leader(stage) !== null;

const canHandOver = ({ before }: Stage): boolean => votersOf(before).length > 1 && tallyOf(before).healthy > 1;

function nameIn(stage: Stage): string | null {
  const target = leader(stage);
  return target && (seatOf(stage.before, target)?.name ?? null);
}
