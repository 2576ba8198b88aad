import { removedBy, restartedBy } from '../membership-projection.ts';
import type { Plan, Step, Target } from '../plan.ts';
import type { PlaybookProof } from '../playbook.ts';

/** Alarms outlive their members, so whom a disarming names need not exist. */
export function targetOfStep(step: Step): Target | null {
  switch (step.kind) {
    case 'add-learner':
    case 'await-in-sync':
    case 'promote':
    case 'remove-member':
    case 'update-member':
    case 'defragment':
    case 'await-restart':
      return step.member;
    case 'move-leader':
      return step.to;
    case 'run-playbook':
      return targetOfProof(step.proof);
    default:
      return null;
  }
}

/** One that concerns several has no target, it has them all: they are looked at where that matters. */
function targetOfProof(proof: PlaybookProof): Target | null {
  if (proof.kind === 'restarted' || proof.kind === 'joined') return proof.member;
  return proof.kind === 'gone' && proof.members.length === 1 ? (proof.members[0] ?? null) : null;
}

type Steps = Pick<Plan, 'steps'>;
type Somebody = { readonly id: string | null; readonly peerUrls: readonly string[] };

export const stepsOf = <K extends Step['kind']>({ steps }: Steps, kind: K): readonly Extract<Step, { kind: K }>[] =>
  steps.filter((step): step is Extract<Step, { kind: K }> => step.kind === kind);

/** Whether any of these steps has this member for its target. */
export const actsOn = (plan: Steps, kinds: readonly Step['kind'][], member: Somebody): boolean =>
  plan.steps.some(step => {
    const target = kinds.includes(step.kind) ? targetOfStep(step) : null;
    return target !== null && isSame(target, member);
  });

/** Whether any of these steps takes this member out, whichever way. */
export const removes = ({ steps }: Steps, member: Somebody): boolean =>
  steps.some(step => removedBy(step).some(target => isSame(target, member)));

/** Whether a run of Ansible brings this member up. */
export const joins = ({ steps }: Steps, member: Somebody): boolean =>
  steps.some(step => step.kind === 'run-playbook' && step.proof.kind === 'joined' && isSame(step.proof.member, member));

const isSame = (target: Target, { id, peerUrls }: Somebody): boolean =>
  target.id === null ? peerUrls.includes(target.peerUrl) : target.id === id;

/** Whether any of these steps restarts this member: one that is down may come back by it. */
export const restarts = ({ steps }: Steps, member: Somebody): boolean =>
  steps.some(step => {
    const restarted = restartedBy(step);
    return restarted !== null && restarted.id === member.id;
  });
