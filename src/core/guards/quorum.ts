import {
  endsCluster,
  isMembershipStep,
  isRepair,
  type Stage,
  seatOf,
  tallyOf,
  votersOf,
} from '../membership-projection.ts';
import { say, type Text } from '../message.ts';
import { guard, passed, refused, skipped, viewOf } from './verdict.ts';

/**
 * After every step that changes the membership, one voter more than quorum is healthy (openshift/cluster-etcd-operator,
 * pkg/etcdcli/health.go, has the same rule). One or two voters cannot have it; where voters are down, what makes it no
 * worse is let through: forbidding the repair would help nobody.
 */
export const quorum = guard('quorum', given => {
  const { plan, stages } = viewOf(given);
  const changing = stages.filter(({ step }) => isMembershipStep(step));
  const [first] = changing;
  const last = changing.at(-1);
  if (!first || !last) return skipped(say('guard.quorum.unchanged'));
  const repair = isRepair(plan, stages);
  const problem = changing.map(stage => problemOf(stage, repair)).find(found => found !== null);
  if (problem) return refused(problem);
  const before = votersOf(first.before).length;
  const after = votersOf(last.after).length;
  const lasting = changing.filter(stage => !endsCluster(stage));
  if (lasting.length === 0) return passed(say('guard.quorum.ends'));
  const least = Math.min(...lasting.map(stage => tallyOf(stage.after).tolerance));
  return passed(
    least > 0
      ? say('guard.quorum.spare', { before, after, tolerance: least })
      : say('guard.quorum.thin', { before, after }),
  );
});

function problemOf(stage: Stage, repair: boolean): Text | null {
  const { number, step, before, after } = stage;
  if (endsCluster(stage)) return null;
  const { voters, healthy, quorum: needed, tolerance } = tallyOf(after);
  if (tolerance < 0) return say('guard.quorum.lost', { number, healthy, voters, quorum: needed });
  const held = tolerance > 0 || voters <= 2 || (repair && tolerance >= tallyOf(before).tolerance);
  if (held || (step.kind === 'update-member' && seatOf(before, step.member)?.healthy)) return null;
  return say('guard.quorum.bare', { number, healthy, voters, quorum: needed });
}
