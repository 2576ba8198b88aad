import type { OperationState } from '../operation.ts';

/** One vote that counted, and what became of the operation by it. */
export type VoteFacts = {
  readonly kind: 'vote';
  readonly verdict: 'approve' | 'deny';
  readonly user: string;
  readonly name: string;
  readonly reason: string | null;
  /** Another plan is asked for instead. */
  readonly changes?: true;
  readonly operation: string;
  readonly cluster: string;
  readonly line: string;
  readonly state: OperationState;
  readonly approvals: number;
  readonly required: number;
  /** The queue did not take it: the workers find it by themselves, a little later. */
  readonly late: boolean;
};

export type CancelFacts = {
  readonly kind: 'cancel';
  readonly name: string;
  readonly operation: string;
  readonly cluster: string;
  readonly line: string;
  /** `running`: it stops after the step that is being done. */
  readonly state: OperationState;
};

/** A count of keys was ended, and every other one of the same keys. */
export type CountEndFacts = {
  readonly kind: 'count-end';
  readonly name: string;
  readonly cluster: string;
  readonly under: string;
};

/** `cluster` is `*` for all clusters. */
export type FreezeFacts = {
  readonly kind: 'freeze';
  readonly cluster: string;
  readonly name: string;
  readonly at: number;
  readonly reason: string;
};

export type UnfreezeFacts = {
  readonly kind: 'unfreeze';
  readonly cluster: string;
  readonly name: string;
  /** How many have agreed; it takes two. */
  readonly agreed: number;
  readonly over: boolean;
  /** This cluster goes on, and all clusters are frozen nevertheless. */
  readonly all: boolean;
};

export type DeskFacts = VoteFacts | CancelFacts | CountEndFacts | FreezeFacts | UnfreezeFacts;
