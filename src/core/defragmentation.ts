import type { AlarmKind } from './cluster.ts';
import type { Given } from './draft.ts';
import { leadAway, leaderOf } from './leadership.ts';
import { code } from './message.ts';
import type { Step } from './plan.ts';
import { isRefusal, type Refusal, refuse } from './refusal.ts';
import { type Known, targetOf } from './targets.ts';

/**
 * One member at a time, the leader last and only after somebody else leads; in between the cluster has to be healthy
 * again. A member answers nothing while it is defragmented, and a leader stalls every write with it.
 */
export function rollingDefragmentation(
  given: Given,
  chosen: readonly Known[],
  despite: readonly AlarmKind[],
): readonly Step[] | Refusal {
  const unasked = chosen.find(({ endpoint }) => endpoint === null);
  if (unasked) return refuse('member_without_endpoint', { name: code(unasked.name) });
  const leader = leaderOf(given);
  const followers = chosen.filter(({ id }) => id !== leader?.id);
  const last = chosen.find(({ id }) => id === leader?.id);
  const health: Step = { kind: 'await-health', despite, without: [] };
  const away = last ? leadAway(given, last, followers) : [];
  if (isRefusal(away)) return away;
  return [
    health,
    ...followers.flatMap((member): readonly Step[] => [defragment(member), health]),
    ...(last ? [...away, ...(away.length > 0 ? [health] : []), defragment(last), health] : []),
  ];
}

const defragment = (member: Known): Step => ({
  kind: 'defragment',
  member: targetOf(member),
  endpoint: member.endpoint ?? '',
});

/** The alarms that a plan about space must live with. */
export const spaceAlarms = ({ state }: Given): readonly AlarmKind[] =>
  state.alarms.ok && state.alarms.value.some(({ kind }) => kind === 'NOSPACE') ? ['NOSPACE'] : [];
