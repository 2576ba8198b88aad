import type { Reading } from '../cluster.ts';
import type { MemberHealth } from './members.ts';

export type HealthFacts = {
  readonly kind: 'health';
  readonly cluster: string;
  readonly takenAt: number;
  readonly tookMs: number;
  readonly endpoints: readonly {
    readonly endpoint: string;
    /** Null where no listed member could be joined with it. */
    readonly name: string | null;
    readonly health: MemberHealth;
    /** Time taken in milliseconds: the linearizable read needs a quorum, the serializable one only this member. */
    readonly linearizable: Reading<number>;
    readonly serializable: Reading<number>;
  }[];
};
