import type { Text } from '../message.ts';

/**
 * What a loss of etcd would do to a PostgreSQL cluster as it is now. `stays`: its primary goes on; `demotes`: its primary becomes read-only;
 * `leaderless`: there is no primary to lose; `unknown`: a key that decides it cannot be read, or failsafe mode decides it and nobody could ask
 * the members it depends on (`dependsOn`).
 */
export type Fate = 'stays' | 'demotes' | 'leaderless' | 'unknown';

export type Impact = {
  readonly cluster: string;
  readonly fate: Fate;
  /**
   * Seconds from the start of the outage until the primary is read-only, earliest and latest; null when it is not. Beside `unknown`: what would
   * happen at worst, where the times can be read.
   */
  readonly demotesAfter: { readonly earliest: number; readonly latest: number } | null;
  /** Seconds that etcd may stall with no effect on PostgreSQL; null: as long as it may be. */
  readonly budget: number | null;
  /** Members that have to answer the primary, and that nobody could ask from here: with them, `unknown` is `stays`, else `demotes`. */
  readonly dependsOn: readonly string[];
  /** Why, and what would have to be otherwise; the deciding one first. */
  readonly reasons: readonly Text[];
  /** True beside the fate: known defects of this version, the VIP that is dropped, a switchover that waits. */
  readonly warnings: readonly Text[];
};
