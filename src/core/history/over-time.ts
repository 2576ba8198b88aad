import { type Histogram, quantileBetween } from './histogram.ts';
import type { CounterName, Load, Reading } from './load.ts';

/** Two readings of one member: the oldest inside a window, and the newest. */
type Span = { readonly before: Load; readonly after: Load; readonly ms: number };

/** Null where fewer than two readings of the member lie inside. Readings oldest first. */
function spanOf(readings: readonly Reading[], endpoint: string, windowMs: number): Span | null {
  const known = readings.flatMap(({ at, loads }) => {
    const load = loads[endpoint];
    return load ? [{ at, load }] : [];
  });
  const last = known.at(-1);
  const first = known.find(({ at }) => last !== undefined && at >= last.at - windowMs);
  if (!first || !last || first.at >= last.at || last.at < (readings.at(-1)?.at ?? 0)) return null;
  return { before: first.load, after: last.load, ms: last.at - first.at };
}

/** A process that began in between has counted from nothing. */
const isAnew = ({ before, after }: Span): boolean => before.startedAt !== after.startedAt;

const nothing = ({ bounds }: Histogram): Histogram => ({ bounds, counts: bounds.map(() => 0), total: 0 });

/** The quantile of what took place within a window, seconds; null where nothing did or nothing tells. */
export function quantileOver(
  readings: readonly Reading[],
  endpoint: string,
  kind: 'fsync' | 'commit' | 'peers' | 'requests',
  windowMs: number,
  quantile: number,
): number | null {
  const span = spanOf(readings, endpoint, windowMs);
  const after = span?.after[kind] ?? null;
  if (span === null || after === null) return null;
  const before = isAnew(span) ? nothing(after) : span.before[kind];
  return before === null ? null : quantileBetween(before, after, quantile);
}

/** How much a counter rose within a window, and in how many milliseconds; null where nothing tells. As Prometheus' `increase`, without its stretching. */
export function increaseOver(
  readings: readonly Reading[],
  endpoint: string,
  counter: CounterName,
  windowMs: number,
): { readonly by: number; readonly ms: number } | null {
  const span = spanOf(readings, endpoint, windowMs);
  const after = span?.after.counters[counter] ?? null;
  if (span === null || after === null) return null;
  const before = span.before.counters[counter] ?? 0;
  return { by: isAnew(span) || after < before ? after : after - before, ms: span.ms };
}

/** The kernel may correct by a second when it says a process began. Milliseconds. */
const CORRECTED_MS = 1_500;

/** When it was seen that the process of a member had begun anew, within a window before the newest reading. Several between two readings are one. */
export function restartsOver(readings: readonly Reading[], endpoint: string, windowMs: number): readonly number[] {
  const newest = readings.at(-1)?.at ?? 0;
  const starts = readings.flatMap(({ at, loads }) => {
    const began = loads[endpoint]?.startedAt ?? null;
    return began === null || at < newest - windowMs ? [] : [{ at, began }];
  });
  return starts.flatMap(({ at, began }, index) => {
    const before = starts[index - 1];
    return before !== undefined && Math.abs(began - before.began) > CORRECTED_MS ? [at] : [];
  });
}
