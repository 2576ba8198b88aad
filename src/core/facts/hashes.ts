import type { Fault, HashKv } from '../cluster.ts';

/** Why a member's hash stands beside the comparison instead of in it. */
export type NotCompared = 'learner' | 'fault' | 'revision' | 'compaction' | 'unasked' | 'stranger';

export type HashRow = {
  readonly name: string;
  readonly endpoint: string | null;
  readonly hash: HashKv | null;
  readonly state: 'agrees' | 'differs' | 'unclear' | 'not_compared';
  readonly reason: NotCompared | null;
  readonly fault: Fault | null;
};

export type HashesFacts = {
  readonly kind: 'hashes';
  readonly cluster: string;
  readonly takenAt: number;
  readonly tookMs: number;
  /** `split`: hashes differ and no majority tells who is wrong. `incomparable`: fewer than two hashes of one revision. */
  readonly outcome: 'agree' | 'differ' | 'split' | 'incomparable';
  /** The common revision of what was compared. */
  readonly revision: number | null;
  readonly rows: readonly HashRow[];
};
