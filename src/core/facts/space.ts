import type { Reading } from '../cluster.ts';
import type { Ownership, SpaceUse } from '../ownership.ts';

/** Who uses the key space, and whether it comes back by itself. Sizes in bytes. */
export type SpaceFacts = {
  readonly kind: 'space';
  readonly cluster: string;
  readonly takenAt: number;
  readonly tookMs: number;
  readonly under: string;
  readonly use: Reading<SpaceUse>;
  /** Null when nothing could be read. */
  readonly ownership: Ownership | null;
  /** Whether a namespace of Patroni's is configured at all: without one, its keys look like anybody's. */
  readonly namespaced: boolean;
};
