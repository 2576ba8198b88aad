import { seatOf, tallyOf } from '../membership-projection.ts';
import { code, say, type Text } from '../message.ts';
import { isDestroying, type Run, runsIn, startsEtcd } from './playbook-runs.ts';
import { guard, passed, refused, skipped, type View, viewOf } from './verdict.ts';

/** Pigsty restarts etcd on every host it is given at the same moment, and looks at none of them in between: one host, `-f 1`. */
export const playbookSerial = guard('playbook_serial', given => {
  const view = viewOf(given);
  const starting = runsIn(view).filter(startsEtcd);
  if (starting.length === 0) return skipped(say('guard.playbook_serial.none'));
  const problem = [...starting.map(problemOf), ...starting.map(run => unlooked(run, view))].find(
    found => found !== null,
  );
  if (problem) return refused(problem);
  return passed(
    starting.some(isDestroying) ? say('guard.playbook_serial.anew') : say('guard.playbook_serial.one_by_one'),
  );
});

/** Before a member that serves is restarted, the others have to do without it: somebody has looked, and it can be spared. */
function unlooked({ number, step, before }: Run, { stages }: View): Text | null {
  if (step.proof.kind !== 'restarted') return null;
  // Without a quorum there is nothing to look at until enough of them run.
  if (tallyOf(before).tolerance < 0) return null;
  const earlier = stages.slice(0, number - 1);
  const since = earlier.slice(earlier.findLastIndex(stage => stage.step.kind === 'run-playbook') + 1);
  if (earlier.length > since.length && since.every(stage => stage.step.kind !== 'await-health')) {
    return say('guard.playbook_serial.no_look', { number });
  }
  const { voters, tolerance } = tallyOf(before);
  const spared = seatOf(before, step.proof.member)?.healthy !== true || voters <= 2 || tolerance > 0;
  return spared ? null : say('guard.playbook_serial.no_spare', { number, name: step.proof.member.name });
}

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
