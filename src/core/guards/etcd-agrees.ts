import { endsCluster, isMembershipStep, removedBy, type Seat, type Stage } from '../membership-projection.ts';
import { inner, say } from '../message.ts';
import { type ModelMember, predictRefusal, type Reconfiguration } from '../reconfiguration.ts';
import { READY } from './in-sync.ts';
import { guard, passed, refused, skipped, viewOf } from './verdict.ts';

/** Told by the oldest version seen: it is the strictest. */
export const etcdAgrees = guard('etcd_agrees', given => {
  const { stages, state } = viewOf(given);
  const [version] = state.versions;
  if (!stages.some(({ step }) => isMembershipStep(step))) return skipped(say('guard.etcd_agrees.unchanged'));
  if (version === undefined) return skipped(say('guard.etcd_agrees.unknown'));
  for (const stage of stages) {
    const change = reconfigurationOf(stage);
    const members = stage.before.seats.map(seat => modelOf(seat, given.around.progress));
    const refusal = change && predictRefusal({ members, version }, change);
    if (!refusal) continue;
    const why = inner(say(`guard.etcd_agrees.${refusal}`));
    return refused(say('guard.etcd_agrees.refuses', { version, number: stage.number, why }));
  }
  return passed(say('guard.etcd_agrees.accepts', { version }));
});

function reconfigurationOf(stage: Stage): Reconfiguration | null {
  const { step } = stage;
  switch (step.kind) {
    case 'run-playbook': {
      const [member] = endsCluster(stage) ? [] : removedBy(step);
      return member ? { kind: 'remove', peerUrl: member.peerUrl } : null;
    }
    case 'add-learner':
      return { kind: 'add-learner', peerUrl: step.member.peerUrl };
    case 'promote':
      return { kind: 'promote', peerUrl: step.member.peerUrl };
    case 'remove-member':
      return { kind: 'remove', peerUrl: step.member.peerUrl };
    case 'update-member':
      return { kind: 'update', peerUrl: step.member.peerUrl, to: step.peerUrl };
    default:
      return null;
  }
}

/** Whether a learner is in sync is another guard's question where nothing is known of it. */
const modelOf = (seat: Seat, progress: ReadonlyMap<string, number>): ModelMember => ({
  id: seat.id,
  peerUrls: seat.peerUrls,
  learner: seat.learner,
  started: seat.started,
  connected: seat.healthy,
  inSync: seat.caughtUp || seat.peerUrls.every(url => (progress.get(url) ?? 1) >= READY),
});
