import type { Queue } from 'bullmq';
import type { ReadinessCheck } from '../admin/server.ts';
import type { WatchedClusters } from '../admin/watched.ts';

/** A started part of a process. `close` drains: it takes nothing new and ends what was begun. */
export type Running = {
  readonly checks: readonly ReadinessCheck[];
  /** Whose depth is measured. */
  readonly queues: readonly Queue[];
  /** What is known of the clusters that it watches; absent where it watches none. */
  readonly watched?: WatchedClusters;
  readonly close: () => Promise<void>;
};

/** Closes one after the other, in this order; a step that fails is told and does not keep the others from running. */
export async function closeInOrder(
  steps: readonly (() => Promise<unknown>)[],
  tell: (error: unknown) => void,
): Promise<void> {
  for (const step of steps) await step().catch(tell);
}
