import type { Snapshot } from '../cluster.ts';
import { type Finding, find } from '../health/finding.ts';
import { duration } from '../message.ts';

/** The oldest revision that is kept, and since when it has been seen as such, milliseconds since the epoch. */
export type Compacted = { readonly revision: number; readonly since: number };

/** Pigsty keeps a day of history and then compacts every hour (etcd, periodic mode), Kubernetes every five minutes. */
const LATE_MS = 26 * 60 * 60 * 1000;
/** Fewer revisions are not worth a word. */
const BEHIND = 10_000;

/** What members tell of compactions, all together: compacting is agreed on by all. */
type Told = {
  readonly revision: number;
  readonly compactRevision: number;
  /** The last one that any process of now has done; null for none, or before etcd 3.5. */
  readonly at: number | null;
  /** When the oldest of these processes began. */
  readonly since: number | null;
};

function toldOf({ endpoints }: Pick<Snapshot, 'endpoints'>): Told | null {
  const told = endpoints.flatMap(({ metrics }) =>
    metrics.ok && metrics.value.compaction ? [metrics.value.compaction] : [],
  );
  if (told.length === 0) return null;
  const ats = told.flatMap(({ at }) => (at === null ? [] : [at]));
  const starts = told.flatMap(({ since }) => (since === null ? [] : [since]));
  return {
    revision: Math.max(...told.map(({ revision }) => revision)),
    compactRevision: Math.max(...told.map(({ compactRevision }) => compactRevision)),
    at: ats.length > 0 ? Math.max(...ats) : null,
    since: told.some(({ tellsAge }) => tellsAge) && starts.length > 0 ? Math.min(...starts) : null,
  };
}

/** What to remember for the next time; what could not be read now is as it was. */
export function compactedIn(
  snapshot: Pick<Snapshot, 'endpoints' | 'takenAt'>,
  last: Compacted | null,
): Compacted | null {
  const told = toldOf(snapshot);
  if (told === null) return last;
  return last?.revision === told.compactRevision ? last : { revision: told.compactRevision, since: snapshot.takenAt };
}

/** Nobody compacts: history grows until the quota is full. By what etcd says of its last one, else by what was seen the last times. */
export function compactionStandsStill(
  snapshot: Pick<Snapshot, 'endpoints' | 'takenAt'>,
  last: Compacted | null,
): Finding | null {
  const told = toldOf(snapshot);
  if (told === null || told.revision - told.compactRevision < BEHIND) return null;
  const remembered = last?.revision === told.compactRevision ? last.since : null;
  const since = told.at ?? told.since ?? remembered;
  const still = since === null ? 0 : snapshot.takenAt - since;
  if (still < LATE_MS) return null;
  return find('compaction_still', 'warning', {
    still: duration(still),
    revisions: told.revision - told.compactRevision,
  });
}
