import { restartedBy, type Stage, seatOf, tallyOf } from '../membership-projection.ts';
import { code, say, type Text } from '../message.ts';
import { isDestroying, type Run, runsIn, startsEtcd } from './playbook-runs.ts';
import { guard, passed, refused, skipped, type View, viewOf } from './verdict.ts';

/** Pigsty restarts etcd on every host it is given at the same moment, and looks at none of them in between: one host, `-f 1`. */
export const playbookSerial = guard('playbook_serial', given => {
  const view = viewOf(given);
  const starting = runsIn(view).filter(startsEtcd);
  const restarting = view.stages.filter(({ step }) => restartedBy(step) !== null);
  if (starting.length === 0 && restarting.length === 0) return skipped(say('guard.playbook_serial.none'));
  const problem = [...starting.map(problemOf), ...restarting.map(stage => unlooked(stage, view))].find(
    found => found !== null,
  );
  if (problem) return refused(problem);
  if (starting.length === 0) return passed(say('guard.playbook_serial.by_hand'));
  return passed(
    starting.some(isDestroying) ? say('guard.playbook_serial.anew') : say('guard.playbook_serial.one_by_one'),
  );
});

/** Before a member that serves is restarted, the others have to do without it: somebody has looked, and it can be spared. */
function unlooked({ number, step, before }: Stage, { stages }: View): Text | null {
  const member = restartedBy(step);
  if (member === null) return null;
  // Without a quorum there is nothing to look at until enough of them run.
  if (tallyOf(before).tolerance < 0) return null;
  const earlier = stages.filter(stage => stage.number < number);
  const since = earlier.slice(earlier.findLastIndex(isSomeRestart) + 1);
  if (earlier.length > since.length && since.every(stage => stage.step.kind !== 'await-health')) {
    return say('guard.playbook_serial.no_look', { number });
  }
  const { voters, tolerance } = tallyOf(before);
  const spared = seatOf(before, member)?.healthy !== true || voters <= 2 || tolerance > 0;
  return spared ? null : say('guard.playbook_serial.no_spare', { number, name: member.name });
}

const isSomeRestart = ({ step }: Stage): boolean => step.kind === 'run-playbook' || step.kind === 'await-restart';

/** A cluster that begins has to begin together: its first member serves nobody alone. */
function problemOf(stage: Run): Text | null {
  const { number, step, before } = stage;
  const { run, proof } = step;
  if (proof.kind === 'fresh') {
    return before.seats.length === 0 ? null : say('guard.playbook_serial.still_there', { number });
  }
  if (run.forks !== 1) return say('guard.playbook_serial.forks', { number, forks: code(`-f ${run.forks}`) });
  if (run.limit.length !== 1) return say('guard.playbook_serial.several', { number });
  return proof.kind === 'restarted' || proof.kind === 'joined'
    ? null
    : say('guard.playbook_serial.unproven', { number });
}
