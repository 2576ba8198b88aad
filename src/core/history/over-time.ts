import { type Histogram, quantileBetween } from './histogram.ts';
import type { CounterName, Handled, Load, Reading } from './load.ts';

/** Two readings of one member: the oldest inside a window, and the newest. */
type Span = { readonly before: Load; readonly after: Load; readonly ms: number };

type Known = { readonly at: number; readonly load: Load };

/** What is known of a member within a window; nothing where the newest reading does not tell of it. Readings oldest first. */
function insideOf(readings: readonly Reading[], endpoint: string, windowMs: number): readonly Known[] {
  const newest = readings.at(-1);
  if (newest?.loads[endpoint] === undefined) return [];
  return readings.flatMap(({ at, loads }) => {
    const load = loads[endpoint];
    return load && at >= newest.at - windowMs ? [{ at, load }] : [];
  });
}

/** Null where fewer than two readings of the member lie inside. */
function spanOf(readings: readonly Reading[], endpoint: string, windowMs: number): Span | null {
  const inside = insideOf(readings, endpoint, windowMs);
  const [first, last] = [inside[0], inside.at(-1)];
  if (!first || !last || first.at >= last.at) return null;
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

/**
 * How many requests of each method came within a window, and how many of them failed. Of a method nobody tells before some have failed, so it is
 * counted from the first reading that does.
 */
export function handledOver(
  readings: readonly Reading[],
  endpoint: string,
  windowMs: number,
): readonly (Handled & { readonly method: string })[] {
  const inside = insideOf(readings, endpoint, windowMs);
  const [first, last] = [inside[0]?.load, inside.at(-1)?.load];
  if (first === undefined || last === undefined || first === last) return [];
  const isNew = first.startedAt !== last.startedAt;
  return Object.entries(last.methods ?? {}).flatMap(([method, now]) => {
    const before = isNew
      ? { requests: 0, failed: 0 }
      : inside.find(({ load }) => load.methods?.[method])?.load.methods?.[method];
    if (before === undefined || before === now) return [];
    return [{ method, requests: now.requests - before.requests, failed: now.failed - before.failed }];
  });
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
