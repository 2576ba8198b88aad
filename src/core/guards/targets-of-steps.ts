import type { Plan, Step, Target } from '../plan.ts';

/** Alarms outlive their members, so whom a disarming names need not exist. */
export function targetOfStep(step: Step): Target | null {
  switch (step.kind) {
    case 'add-learner':
    case 'await-in-sync':
    case 'promote':
    case 'remove-member':
    case 'update-member':
    case 'defragment':
      return step.member;
    case 'move-leader':
      return step.to;
    default:
      return null;
  }
}

type Steps = Pick<Plan, 'steps'>;

export const stepsOf = <K extends Step['kind']>({ steps }: Steps, kind: K): readonly Extract<Step, { kind: K }>[] =>
  steps.filter((step): step is Extract<Step, { kind: K }> => step.kind === kind);

/** Whether any of these steps has this member for its target. */
export const actsOn = (
  plan: Steps,
  kinds: readonly Step['kind'][],
  member: { readonly id: string | null; readonly peerUrls: readonly string[] },
): boolean =>
  plan.steps.some(step => {
    const target = kinds.includes(step.kind) ? targetOfStep(step) : null;
    if (!target) return false;
    return target.id === null ? member.peerUrls.includes(target.peerUrl) : target.id === member.id;
  });
