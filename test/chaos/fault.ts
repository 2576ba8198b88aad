import type { Operation } from '../../src/core/operation.ts';
import type { ClusterName, Stage } from './a-stage.ts';
import type { Asked } from './ask.ts';
import type { Deed } from './deed.ts';

/** One operation on the stage. */
export type Act = {
  readonly stage: Stage;
  readonly cluster: ClusterName;
  readonly deed: Deed;
  /** Counts the acts of a cluster, for faults that take turns. */
  readonly turn: number;
  readonly asked: Asked;
  /** What points may be about: the operation, its cluster, the addresses of members. */
  readonly subjects: readonly string[];
  /** When it began, milliseconds since the epoch, and how many effects and deaths were seen before. */
  readonly before: { readonly at: number; readonly effects: number; readonly deaths: number };
};

/** Something that goes wrong again and again: a column of the matrix. */
export type Fault = {
  readonly name: string;
  /** Right before it is voted on. */
  readonly strikeAt: (operation: Operation, act: Act) => void;
  /** Where it has struck this operation. */
  readonly strikes: (operation: Operation, act: Act) => readonly string[];
  /** Which of them were a SIGKILL. */
  readonly isKill: (strike: string) => boolean;
  /** Rejects when it has struck too seldom to prove anything. */
  readonly enough: (operation: Operation, strikes: readonly string[], act: Act) => void;
  /** Whether workers stay alive, so that whatever began twice was queued twice. */
  readonly workersLive: boolean;
  /** Whether clusters may go on side by side: not where one could be struck in the place of another. */
  readonly sideBySide: boolean;
  /** As in the stage's options. */
  readonly lockMs: number;
};
