import type { Reading } from '../cluster.ts';
import type { Ownership, SpaceUse } from '../ownership.ts';
import type { Scan } from '../scans.ts';

/** Who uses the key space, and whether it comes back by itself. Sizes in bytes. */
export type SpaceFacts = {
  readonly kind: 'space';
  readonly cluster: string;
  readonly takenAt: number;
  readonly tookMs: number;
  readonly under: string;
  readonly use: Reading<SpaceUse>;
  /** Who ended the count before its time; null when nobody did. */
  readonly endedBy: string | null;
  /** The count before this one; null where none is remembered. */
  readonly before: Scan | null;
  /** What there is to win, as of the largest file; each null where it is not known. */
  readonly back: {
    /** Free pages, which a defragmentation gives back. Bytes. */
    readonly free: number | null;
    /** Revisions that a compaction could still drop. */
    readonly revisions: number | null;
    /** In use beyond names and newest values: history, and what pages and indexes cost. Bytes. */
    readonly beyond: number | null;
  };
  /** Null when nothing could be read. */
  readonly ownership: Ownership | null;
  /** Whether a namespace of Patroni's is configured at all: without one, its keys look like anybody's. */
  readonly namespaced: boolean;
};
