import { memberId, type Snapshot } from '../../src/core/cluster.ts';
import { reliesOn } from '../../src/core/drift.ts';
import type { GuardCase, Surroundings } from '../../src/core/guard.ts';
import type { Plan, Step, Target } from '../../src/core/plan.ts';
import { isRefusal } from '../../src/core/refusal.ts';

/** `etcd-3` of the built world. */
export const member = (number: number): Target => ({
  id: memberId(`a${number}`),
  name: `etcd-${number}`,
  peerUrl: `http://10.0.0.${number}:2380`,
});
/** One that is to come. */
export const newcomer = (number: number): Target => ({ ...member(number), id: null });

export const remove = (number: number): Step => ({ kind: 'remove-member', member: member(number) });
export const defragment = (number: number): Step => ({
  kind: 'defragment',
  member: member(number),
  endpoint: `http://10.0.0.${number}:2379`,
});
export const moveLeader = (from: number, to: number): Step => ({
  kind: 'move-leader',
  from: member(from),
  to: member(to),
});
export const update = (number: number, peerUrl: string): Step => ({
  kind: 'update-member',
  member: member(number),
  peerUrl,
});
export const disarm = (number: number, alarm: 'NOSPACE' | 'CORRUPT'): Step => ({
  kind: 'disarm-alarm',
  member: member(number),
  alarm,
});
export const promote = (number: number): Step => ({ kind: 'promote', member: member(number) });
export const compact = (revision: number): Step => ({ kind: 'compact', revision, physical: false });
export const awaitHealth = (...without: readonly number[]): Step => ({
  kind: 'await-health',
  despite: [],
  without: without.map(number => memberId(`a${number}`)),
});
/** Somebody's hands on a member. */
export const restartByHand = (number: number): Step => ({
  kind: 'await-restart',
  member: member(number),
  address: `10.0.0.${number}`,
  lines: ['systemctl restart etcd'],
  quota: 16 * 1024 ** 3,
});
export const healthy: Step = { kind: 'verify', expect: { kind: 'healthy' } };
export const join = (number: number): readonly Step[] => [
  { kind: 'add-learner', member: newcomer(number) },
  { kind: 'await-in-sync', member: newcomer(number) },
  { kind: 'promote', member: newcomer(number) },
];

export function aPlan(snapshot: Snapshot, ...steps: readonly Step[]): Plan {
  const relies = reliesOn(snapshot);
  return {
    version: 1,
    cluster: snapshot.cluster,
    command: 'member remove',
    line: 'member remove etcd-3',
    steps,
    relies: isRefusal(relies) ? { clusterId: '', members: [], leader: null, alarms: [] } : relies,
    notes: [],
    postgres: null,
  };
}

/** A plan in quiet surroundings, right after the survey. */
export const aCase = (snapshot: Snapshot, steps: readonly Step[], around: Partial<Surroundings> = {}): GuardCase => ({
  plan: aPlan(snapshot, ...steps),
  snapshot,
  around: {
    now: snapshot.takenAt + 1_000,
    phase: 'planning',
    freeze: null,
    busyWith: null,
    progress: new Map(),
    ...around,
  },
});
