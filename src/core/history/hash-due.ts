import type { Loads, Reading } from './load.ts';

const MINUTE = 60_000;
/** All keys are read for it. */
const USUALLY_MS = 6 * 60 * MINUTE;
/** After one that told nothing. */
const AGAIN_MS = 10 * MINUTE;
/** Above it, reading all keys holds up writes for too long to do it unasked: bytes in use. */
const MOST_BYTES = 2 * 1024 ** 3;

/**
 * Whether the data of all members is to be compared now: from time to time, and as soon as a process has begun anew, since a database can only be
 * another one by then (etcd reads its file at the start, and applies the same log to it as all others do).
 */
export function isHashDue(before: Reading | null, loads: Loads, at: number, bytesInUse: number | null): boolean {
  if (bytesInUse === null || bytesInUse > MOST_BYTES || Object.keys(loads).length < 2) return false;
  const last = before?.hashed ?? null;
  if (before === null || last === null || last.outcome === 'differ') return true;
  const isAnew = Object.entries(loads).some(
    ([endpoint, { startedAt }]) => before.loads[endpoint]?.startedAt !== startedAt,
  );
  return isAnew || at - last.at >= (last.outcome === null ? AGAIN_MS : USUALLY_MS);
}
