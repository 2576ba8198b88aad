import { type Stage, seatOf, tallyOf, votersOf } from '../membership-projection.ts';
import { say } from '../message.ts';
import { guard, passed, refused, skipped, viewOf } from './verdict.ts';

/** A leader that blocks or leaves stops all writes until another is elected; handing over first takes milliseconds. */
export const leaderRelieved = guard('leader_relieved', given => {
  const touching = viewOf(given).stages.filter(
    ({ step }) => step.kind === 'defragment' || step.kind === 'remove-member',
  );
  if (touching.length === 0) return skipped(say('guard.leader_relieved.untouched'));
  const leading = touching.find(stage => leads(stage) && canHandOver(stage));
  const name = leading && nameIn(leading);
  if (leading && name) return refused(say('guard.leader_relieved.leads', { number: leading.number, name }));
  return passed(touching.some(leads) ? say('guard.leader_relieved.alone') : say('guard.leader_relieved.relieved'));
});

function leads({ step, before }: Stage): boolean {
  if (step.kind !== 'defragment' && step.kind !== 'remove-member') return false;
  return step.member.id !== null && step.member.id === before.leader;
}

const canHandOver = ({ before }: Stage): boolean => votersOf(before).length > 1 && tallyOf(before).healthy > 1;

const nameIn = ({ step, before }: Stage): string | null =>
  step.kind === 'defragment' || step.kind === 'remove-member' ? (seatOf(before, step.member)?.name ?? null) : null;
