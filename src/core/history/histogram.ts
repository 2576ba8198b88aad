/** A histogram of Prometheus as it was read once: since the process started, how many took at most so long. Bounds in seconds, ascending. */
export type Histogram = {
  readonly bounds: readonly number[];
  /** Cumulative, one for each bound. */
  readonly counts: readonly number[];
  /** All, those above the last bound included. */
  readonly total: number;
};

/**
 * The quantile of what happened between two readings, seconds, as Prometheus' histogram_quantile estimates it: linear inside a bucket, the last
 * bound for what lies above it. Null when nothing happened, or the process has started anew in between.
 */
export function quantileBetween(before: Histogram, after: Histogram, quantile: number): number | null {
  const total = after.total - before.total;
  if (total <= 0 || before.bounds.join() !== after.bounds.join()) return null;
  const counts = after.counts.map((count, index) => count - (before.counts[index] ?? 0));
  if (counts.some(count => count < 0)) return null;
  const rank = quantile * total;
  const index = counts.findIndex(count => count >= rank);
  if (index === -1) return after.bounds.at(-1) ?? null;
  const upper = after.bounds[index] ?? 0;
  const lower = index === 0 ? 0 : (after.bounds[index - 1] ?? 0);
  const below = index === 0 ? 0 : (counts[index - 1] ?? 0);
  const inside = (counts[index] ?? 0) - below;
  return inside <= 0 ? upper : lower + ((upper - lower) * (rank - below)) / inside;
}
