import type { Fault } from '../cluster.ts';
import type { Tally } from '../quorum.ts';

export type Scenario = {
  readonly code: 'now' | 'fail' | 'remove' | 'add' | 'replace';
  readonly tally: Tally;
  /** Writes have a quorum. */
  readonly available: boolean;
};

export type QuorumAnswer = {
  readonly kind: 'quorum';
  readonly cluster: string;
  readonly takenAt: number;
  readonly tookMs: number;
  /** Why voters cannot be counted; then there are no scenarios. */
  readonly fault: Fault | null;
  readonly scenarios: readonly Scenario[];
  /** Voters asked about, by name. */
  readonly without: readonly string[];
  readonly added: number;
  /** Learners asked about: they change nothing. */
  readonly learners: readonly string[];
  /** Voters nothing is known of, counted as not healthy. */
  readonly unknown: number;
};
