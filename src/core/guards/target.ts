import { type Seat, type Stage, seatOf } from '../membership-projection.ts';
import { say, type Text } from '../message.ts';
import { targetOfStep } from './targets-of-steps.ts';
import { guard, named, passed, refused, skipped, viewOf } from './verdict.ts';

/** Whoever a step acts on is there when the step's turn comes, is alone of that name, and is fit for it. */
export const target = guard('target', given => {
  const { stages } = viewOf(given);
  const acting = stages.filter(stage => targetOfStep(stage.step) !== null);
  const problem = acting.map(problemOf).find(found => found !== null);
  if (problem) return refused(problem);
  const names = new Map(acting.flatMap(stage => seatAt(stage) ?? []).map(seat => [seat.name, seat]));
  return names.size > 0
    ? passed(say('guard.target.found', { who: named([...names.values()]) }))
    : skipped(say('guard.target.none'));
});

function problemOf(stage: Stage): Text | null {
  const { number, step, before } = stage;
  const wanted = targetOfStep(step);
  if (!wanted) return null;
  const { name } = wanted;
  const seat = seatOf(before, wanted);
  if (step.kind === 'add-learner') {
    const taken = before.seats.some(other => other.name === name);
    return taken ? say('guard.target.name_taken', { number, name }) : null;
  }
  if (!seat) return say('guard.target.gone', { number, name });
  if (seat.started && before.seats.filter(other => other.name === seat.name).length > 1) {
    return say('guard.target.twice', { name });
  }
  if (step.kind === 'promote' || step.kind === 'await-in-sync') {
    return seat.learner ? null : say('guard.target.votes_already', { number, name });
  }
  return step.kind === 'move-leader' ? problemOfMove(stage, seat) : null;
}

function problemOfMove({ number, step, before }: Stage, heir: Seat): Text | null {
  if (step.kind !== 'move-leader') return null;
  if (before.leader !== step.from.id) return say('guard.target.not_leader', { number, name: step.from.name });
  return heir.learner || !heir.healthy ? say('guard.target.no_heir', { number, name: heir.name }) : null;
}

/** The one it acts on, as it is after the step where the step adds it. */
function seatAt({ step, before, after }: Stage): Seat | null {
  const wanted = targetOfStep(step);
  return wanted && (seatOf(before, wanted) ?? seatOf(after, wanted));
}
