import { endsCluster, type Stage } from '../membership-projection.ts';
import { hasEffect } from '../plan.ts';
import type { View } from './verdict.ts';

/**
 * There is no quorum, and all that is left to do starts processes, or ends the cluster for a new one: nobody can tell what only a quorum knows,
 * and to wait for that would keep the cluster as it is.
 */
export function revives({ state, stages }: Pick<View, 'state' | 'stages'>): boolean {
  const acting = stages.filter(({ step }) => hasEffect(step));
  return (
    state.serving === false &&
    acting.some(startsAnew) &&
    acting.every(stage => startsAnew(stage) || endsCluster(stage) || isAfter(stage))
  );
}

const startsAnew = ({ step }: Stage): boolean =>
  step.kind === 'run-playbook' && (step.proof.kind === 'restarted' || step.proof.kind === 'fresh');

/** What follows the new cluster on the hosts of PostgreSQL. */
const isAfter = ({ step }: Stage): boolean =>
  step.kind === 'run-playbook' && step.proof.kind === 'none' && step.run.playbook === 'pgsql.yml';
