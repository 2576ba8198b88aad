import type { Loads, Reading } from './load.ts';

const MINUTE = 60_000;
/** All keys are read for it. */
const USUALLY_MS = 6 * 60 * MINUTE;
/** After one that told nothing. */
const AGAIN_MS = 10 * MINUTE;
/** Above it, reading all keys holds up writes for too long to do it unasked: bytes in use. */
const MOST_BYTES = 2 * 1024 ** 3;

/** What a survey saw of the members: how many answer, and what is known of their processes, which may be nothing. */
export type HashSeen = {
  readonly loads: Loads;
  readonly answering: number;
  readonly at: number;
  readonly bytesInUse: number | null;
};

/**
 * Whether the data of all members is to be compared now: from time to time, and as soon as a process has begun anew, since a database can only be
 * another one by then (etcd reads its file at the start, and applies the same log to it as all others do).
 */
export function isHashDue(before: Reading | null, { loads, answering, at, bytesInUse }: HashSeen): boolean {
  if (bytesInUse === null || bytesInUse > MOST_BYTES || answering < 2) return false;
  const last = before?.hashed ?? null;
  if (before === null || last === null || last.outcome === 'differ') return true;
  // One that answered without telling of its process, as through a Prometheus that was away, has not come back.
  const isAnew = Object.entries(loads).some(([endpoint, { startedAt }]) => {
    const known = before.loads[endpoint];
    return known === undefined ? before.applied[endpoint] === undefined : known.startedAt !== startedAt;
  });
  return isAnew || at - last.at >= (last.outcome === null ? AGAIN_MS : USUALLY_MS);
}
