import type { Plan } from '../plan.ts';
import type { PostgresCluster, PostgresState } from './cluster.ts';
import { impactOf } from './impact-of.ts';
import { leaderOf, reachOf } from './look.ts';
import { isPaused } from './pause.ts';
import type { Stall } from './stall.ts';
import { timingOf } from './timing.ts';

/** A planned switchover that is nearer than this may come in the middle of a change, milliseconds. */
const SOON_MS = 30 * 60_000;

/** The clusters as the plan itself has left them right before this step: paused, or resumed again. */
export function stateBefore({ steps }: Pick<Plan, 'steps'>, number: number, state: PostgresState): PostgresState {
  const paused = new Map<string, boolean>();
  for (const step of steps.slice(0, number - 1)) {
    if (step.kind === 'pause-postgres') paused.set(step.postgres, true);
    if (step.kind === 'resume-postgres') paused.set(step.postgres, false);
  }
  const clusters = state.clusters.map(cluster => {
    const wanted = paused.get(cluster.name);
    return wanted === undefined ? cluster : withPaused(cluster, wanted);
  });
  return { ...state, clusters };
}

/** Its steps end only when every member has seen it. */
const withPaused = (cluster: PostgresCluster, pause: boolean): PostgresCluster => ({
  ...cluster,
  config:
    cluster.config.state === 'read' ? { ...cluster.config, value: { ...cluster.config.value, pause } } : cluster.config,
  members: cluster.members.map(member =>
    member.state === 'read' ? { ...member, value: { ...member.value, paused: pause } } : member,
  ),
});

/** Nobody's Patroni runs there any more: its keys were left behind, and nobody can be hurt. */
const isOrphaned = ({ memberNames }: PostgresCluster): boolean => memberNames.length === 0;

/** In the middle of a switchover, or about to be. An unreadable time counts as now. */
export const switching = ({ clusters }: PostgresState, now: number): readonly PostgresCluster[] =>
  clusters.filter(cluster => {
    if (isOrphaned(cluster) || cluster.failover.state !== 'read' || cluster.failover.value === null) return false;
    const { scheduledAt } = cluster.failover.value;
    const at = scheduledAt === null ? now : Date.parse(scheduledAt);
    return !(at > now + SOON_MS);
  });

/** Members are there and none leads: an election is under way, which needs etcd. Paused, nobody elects. */
export const electing = (state: PostgresState): readonly PostgresCluster[] =>
  state.clusters.filter(
    cluster => !isOrphaned(cluster) && isPaused(cluster) !== true && impactOf(cluster, state).fate === 'leaderless',
  );

/** Clusters that this stall would cost their primary, or nobody knows: by how many seconds they tolerate, the tightest first. */
export function hurtBy(
  { reach, seconds }: Stall,
  state: PostgresState,
): readonly { readonly name: string; readonly budget: number }[] {
  if (reach === 'one') return [];
  const hurt = state.clusters.flatMap(cluster => {
    const { budget } = impactOf(cluster, state);
    const fits = budget === null || (typeof seconds === 'number' && seconds < budget);
    return fits || isOrphaned(cluster) ? [] : [{ name: cluster.name, budget }];
  });
  return hurt.toSorted((one, other) => one.budget - other.budget);
}

/**
 * Members that a primary would have to ask in failsafe mode and that do not answer, of all clusters that are not paused. A stall that is shorter
 * than the budget never comes to that question, so it is no reason to refuse; a longer one counts as a demotion anyway (`hurtBy`).
 */
export const silentIn = (state: PostgresState): readonly string[] =>
  state.clusters.flatMap(cluster => {
    const { config, failsafe } = cluster;
    if (config.state !== 'read' || !config.value.failsafeMode || failsafe.state !== 'read') return [];
    if (impactOf(cluster, state).fate !== 'demotes') return [];
    const reach = reachOf(cluster, state);
    return Object.keys(failsafe.value).filter(name => name !== leaderOf(cluster) && reach(name) === 'silent');
  });

/**
 * Seconds until Patroni has turned away from a member that does not answer: it gives each of them an equal share of `retry_timeout`, and then
 * asks the next (patroni/dcs/etcd.py, `_calculate_timeouts`). The whole is never used up while others answer, so nobody is demoted.
 */
export function turnsAwayAfter({ clusters }: PostgresState, voters: number): number {
  const shares = clusters.flatMap(({ config }) =>
    config.state === 'read' ? [timingOf(config.value).retryTimeout / Math.max(1, voters)] : [],
  );
  return Math.ceil(Math.max(1, ...shares));
}
