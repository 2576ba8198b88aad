import { endsCluster, type Stage } from '../membership-projection.ts';
import type { Inventory } from '../pigsty/inventory.ts';
import type { RunStep } from '../pigsty/runs.ts';
import type { Plan } from '../plan.ts';
import type { View } from './verdict.ts';

/** One run of a playbook, with what the steps before it leave. */
export type Run = Stage & { readonly step: RunStep };

const isRun = (stage: Stage): stage is Run => stage.step.kind === 'run-playbook';

export const runsIn = ({ stages }: Pick<View, 'stages'>): readonly Run[] => stages.filter(isRun);

export const runsPlaybooks = ({ steps }: Pick<Plan, 'steps'>): boolean =>
  steps.some(({ kind }) => kind === 'run-playbook');

/** Deletes everything: every member goes, or a new cluster begins. */
export const isDestroying = (stage: Run): boolean => endsCluster(stage) || stage.step.proof.kind === 'fresh';

/** Whether a run starts or restarts etcd: it has no tag, or that one (Pigsty's etcd.yml, etcd_launch). */
export const startsEtcd = ({ step: { run } }: Run): boolean =>
  run.playbook === 'etcd.yml' && (run.tags.length === 0 || run.tags.includes('etcd_launch'));

/** Addresses named in a limit; those that are left out by a leading `!` too. */
export const addressesIn = ({ step: { run } }: Run, { hosts }: Pick<Inventory, 'hosts'>): readonly string[] =>
  run.limit.map(word => word.replace(/^!/, '')).filter(word => hosts.some(({ address }) => address === word));
