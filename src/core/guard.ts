import type { BackupSight } from './backup.ts';
import type { Snapshot } from './cluster.ts';
import type { MaintenanceWindow } from './maintenance.ts';
import type { Text } from './message.ts';
import type { Plan } from './plan.ts';

/** What a guard looks at besides plan and snapshot. Gathered by whoever runs the guards, the same way both times. */
export type Surroundings = {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly phase: 'planning' | 'execution';
  /** Changes of this cluster, or of all clusters, are stopped. */
  readonly freeze: { readonly by: string; readonly at: number; readonly reason: string } | null;
  /** Another operation that runs, or waits to run, on this cluster. */
  readonly busyWith: string | null;
  /** When changes of this cluster may be made; absent or empty: at any time. */
  readonly maintenance?: readonly MaintenanceWindow[];
  /** What is known of its backups; absent or null: none are configured. */
  readonly backup?: BackupSight | null;
  /** It was asked for in an emergency, by somebody who may. */
  readonly breakGlass?: boolean;
  /** Members that a learner of this plan has caught up to, by peer URL: 0..1 of the leader's log; absent when unknown. */
  readonly progress: ReadonlyMap<string, number>;
};

/**
 * The whole plan, also when a run goes on after another: what it is about does not change half-way. `from` is the index of the first step that is
 * left; absent: all are. Only those are judged.
 */
export type GuardCase = {
  readonly plan: Plan;
  readonly from?: number;
  readonly snapshot: Snapshot;
  readonly around: Surroundings;
};

export type Verdict = {
  /** The guard's name; `guard.<name>.title` is its title. */
  readonly guard: string;
  readonly outcome: 'passed' | 'skipped' | 'refused';
  readonly because: Text;
};

/** A named rule over the steps of a plan: it never asks which command made them. */
export type Guard = {
  readonly name: string;
  /** The fact it asserts. */
  readonly title: Text;
  readonly judge: (given: GuardCase) => Omit<Verdict, 'guard'>;
};
