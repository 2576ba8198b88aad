import type { Operation } from '../operation.ts';

export type Frozen = {
  /** `*`: all clusters. */
  readonly cluster: string;
  /** A name, for reading. */
  readonly by: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly reason: string;
  /** Those who have agreed to go on already. */
  readonly agreed: readonly string[];
};

/** Changes that wait, run, or are over; newest first. */
export type OperationsFacts = {
  readonly kind: 'operations';
  /** Null: of all clusters. */
  readonly cluster: string | null;
  readonly now: number;
  readonly open: readonly Operation[];
  readonly recent: readonly Operation[];
  readonly frozen: readonly Frozen[];
};

/** One of them, as its card tells it. */
export type OperationFacts = {
  readonly kind: 'operation';
  readonly now: number;
  readonly operation: Operation;
  /** Names of those who may approve; absent where they are not known. */
  readonly approvers?: readonly string[];
};
