import { seatOf } from '../membership-projection.ts';
import { code, say, type Text } from '../message.ts';
import { type Run, runsIn, startsEtcd } from './playbook-runs.ts';
import { guard, passed, refused, skipped, viewOf } from './verdict.ts';

/**
 * A member that is not told that the cluster exists begins one of its own; one that votes at once can stop all writes before it has caught up.
 * A new cluster is told that it is one: with `etcd_init: existing` left in the inventory, its members would wait for the one that was deleted.
 */
export const playbookJoin = guard('playbook_join', given => {
  const runs = runsIn(viewOf(given));
  const joining = runs.filter(({ step }) => step.proof.kind === 'joined');
  const problem = [...runs.map(problemOfInit), ...joining.map(problemOfLearner)].find(found => found !== null);
  if (problem) return refused(problem);
  if (joining.length > 0) return passed(say('guard.playbook_join.learner'));
  return runs.some(({ step }) => step.proof.kind === 'fresh')
    ? passed(say('guard.playbook_join.begins'))
    : skipped(say('guard.playbook_join.none'));
});

function problemOfInit(stage: Run): Text | null {
  const { number, step } = stage;
  const existing = step.run.extra.etcd_init === 'existing';
  if (step.proof.kind === 'fresh' && step.run.extra.etcd_init !== 'new') {
    return say('guard.playbook_join.not_new', { number, extra: code('-e etcd_init=new') });
  }
  const whole = startsEtcd(stage) && step.run.tags.length === 0;
  if (step.proof.kind === 'joined' || (whole && step.proof.kind !== 'fresh')) {
    return existing ? null : say('guard.playbook_join.new', { number, extra: code('-e etcd_init=existing') });
  }
  return existing ? say('guard.playbook_join.not_joining', { number }) : null;
}

function problemOfLearner({ number, step, before }: Run): Text | null {
  if (step.proof.kind !== 'joined') return null;
  const { member } = step.proof;
  const seat = seatOf(before, member);
  if (!seat) return say('guard.playbook_join.unannounced', { number, name: member.name });
  return seat.learner ? null : say('guard.playbook_join.voter', { number, name: member.name });
}
