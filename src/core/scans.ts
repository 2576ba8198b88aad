import type { PrefixUse, SpaceUse } from './ownership.ts';

/** What one count of keys told, to be compared with the next. `at` in milliseconds since the epoch. */
export type Scan = {
  readonly at: number;
  readonly revision: number;
  /** The largest, by bytes. */
  readonly prefixes: readonly PrefixUse[];
  /** Whether these are all there were. */
  readonly whole: boolean;
};

/** What is remembered of counts, by cluster and by what all keys began with. */
export type Scans = {
  readonly of: (cluster: string, under: string) => Promise<Scan | null>;
  readonly keep: (cluster: string, under: string, scan: Scan) => Promise<void>;
};

const MOST_PREFIXES = 50;
/** Who asks twice in a row wants to know what grew since yesterday, and not since a minute ago. */
const LASTS_MS = 60 * 60_000;

/** What to remember of a count; null where it is a part, or the one before it is too young to be replaced. */
export function scanToKeep(use: SpaceUse, before: Scan | null, now: number): Scan | null {
  if (use.stopped !== null || (before !== null && now - before.at < LASTS_MS)) return null;
  const whole = use.prefixes.length <= MOST_PREFIXES && use.others.prefixes === 0;
  return { at: now, revision: use.revision, prefixes: use.prefixes.slice(0, MOST_PREFIXES), whole };
}

/** Bytes that came since then, fewer than 0 where some went; null where it was not among the largest then. `new`: it was not there. */
export function growthOf({ prefix, owner, bytes }: PrefixUse, { prefixes, whole }: Scan): number | 'new' | null {
  const then = prefixes.find(known => known.prefix === prefix && known.owner === owner);
  if (then !== undefined) return bytes - then.bytes;
  return whole ? 'new' : null;
}
