/** One measurement; `at` in milliseconds since the epoch. */
export type Point = { readonly at: number; readonly value: number };

/** When a growing series reaches a limit, or why that cannot be said. Times are milliseconds since the epoch, slopes units per millisecond. */
export type Forecast =
  | {
      readonly kind: 'reaches';
      readonly at: number;
      /** Four times of five it is between these; `latest` null: perhaps never. */
      readonly earliest: number;
      readonly latest: number | null;
      readonly slope: number;
    }
  /** It grows, but not so that it would be reached within any time worth telling. */
  | { readonly kind: 'far'; readonly beyond: number; readonly slope: number }
  | { readonly kind: 'steady' }
  /** It grows at times and not at others: no line says when. `soonest`: if it goes on as lately; null when nothing says even that. */
  | { readonly kind: 'erratic'; readonly soonest: number | null }
  | { readonly kind: 'short'; readonly spanMs: number }
  | { readonly kind: 'reached' };

const HOUR = 60 * 60 * 1000;
/** Less than this says nothing of tomorrow. */
const LEAST_SPAN_MS = 6 * HOUR;
const LEAST_POINTS = 12;
/** As many as every pair of them can be compared. */
const WINDOWS = 96;
/** Nobody plans further than the past is known, times this. */
const REACH = 12;
/** A database shrinks when it is defragmented, and its use when it is compacted: that is a fall, not noise. */
const FALL = 0.2;
/** So many falls are its way of life: then its peaks tell where it goes. */
const REGULAR_FALLS = 3;
/** Two-sided 95 %: less is no trend (Mann 1945, Kendall 1975). */
const SIGNIFICANT = 1.96;
/** 80 % of the slopes between pairs (Sen 1968). */
const BAND = 1.2816;
/** The steepest and the flattest of them further apart than this are no forecast. */
const WIDEST = 3;
/** The last part of what is known: rising so much faster than the whole, it has a new cause. */
const LATELY = 1 / 6;
const LEAST_LATELY = 6;
const PARTS = 9;
/** Real files keep to no line better than that (`test/core/trend/recorded.test.ts`). */
const LEAST_DOUBT = 0.1;

/**
 * When a series reaches a limit, by the median of the slopes between all pairs (Theil 1950, Sen 1968): one outlier moves nothing, and the spread
 * of the slopes says how far to trust it. Points in order of time.
 */
export function forecast(points: readonly Point[], limit: number): Forecast {
  const last = points.at(-1);
  if (last === undefined) return { kind: 'short', spanMs: 0 };
  if (last.value >= limit) return { kind: 'reached' };
  const peaks = comparable(points);
  const spanMs = (peaks.at(-1)?.at ?? 0) - (peaks[0]?.at ?? 0);
  if (peaks.length < LEAST_POINTS || spanMs < LEAST_SPAN_MS) return { kind: 'short', spanMs };
  const trend = trendOf(peaks);
  const lately = trendOf(peaks.filter(({ at }) => at >= last.at - spanMs * LATELY));
  if (lately !== null && lately.flattest > WIDEST * Math.max(0, trend?.slope ?? 0))
    return { kind: 'erratic', soonest: last.at + (limit - last.value) / lately.slope };
  if (trend === null || trend.slope <= 0) return { kind: 'steady' };
  const level = levelAt(last.at, peaks, trend.slope);
  const when = (slope: number): number => last.at + Math.max(0, limit - level) / slope;
  if (trend.flattest * WIDEST < trend.steepest) return { kind: 'erratic', soonest: when(trend.steepest) };
  const horizon = last.at + spanMs * REACH;
  const at = when(trend.slope);
  if (at > horizon) return { kind: 'far', beyond: horizon, slope: trend.slope };
  const doubt = Math.max(LEAST_DOUBT * trend.slope, BAND * driftOf(peaks, at - last.at));
  const flattest = Math.min(trend.flattest, trend.slope - doubt);
  const steepest = Math.max(trend.steepest, trend.slope + doubt);
  return {
    kind: 'reaches',
    at,
    earliest: when(steepest),
    latest: flattest > 0 ? when(flattest) : null,
    slope: trend.slope,
  };
}

/** What can be laid a line through: the peaks between regular falls, or what came after the last of a few. */
function comparable(points: readonly Point[]): readonly Point[] {
  const falls = points.flatMap((point, index) => {
    const before = points[index - 1];
    return before && point.value < before.value * (1 - FALL) ? [index] : [];
  });
  if (falls.length >= REGULAR_FALLS) return falls.flatMap(index => points[index - 1] ?? []);
  return thinned(points.slice(falls.at(-1) ?? 0));
}

/** At most so many windows of equal length, each by the median of its values. */
function thinned(points: readonly Point[]): readonly Point[] {
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last || points.length <= WINDOWS) return points;
  const length = (last.at - first.at) / WINDOWS;
  const windows = Array.from({ length: WINDOWS }, (): Point[] => []);
  for (const point of points) windows[Math.min(WINDOWS - 1, Math.floor((point.at - first.at) / length))]?.push(point);
  return windows
    .filter(inside => inside.length > 0)
    .map(inside => ({ at: median(inside.map(({ at }) => at)), value: median(inside.map(({ value }) => value)) }));
}

type Trend = { readonly slope: number; readonly flattest: number; readonly steepest: number };

/** Null without a trend. */
function trendOf(points: readonly Point[]): Trend | null {
  const slopes: number[] = [];
  let rises = 0;
  for (const [index, one] of points.entries()) {
    for (const other of points.slice(index + 1)) {
      if (other.at === one.at) continue;
      slopes.push((other.value - one.value) / (other.at - one.at));
      rises += Math.sign(other.value - one.value);
    }
  }
  const n = points.length;
  const deviation = Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18);
  if (n < LEAST_LATELY || slopes.length === 0 || Math.abs(rises) / deviation < SIGNIFICANT) return null;
  const sorted = slopes.toSorted((one, other) => one - other);
  const half = (BAND * deviation) / 2;
  const at = (rank: number): number => sorted[Math.max(0, Math.min(sorted.length - 1, Math.round(rank)))] ?? 0;
  const middle = (sorted.length - 1) / 2;
  return { slope: median(sorted), flattest: at(middle - half), steepest: at(middle + half) };
}

/**
 * How far the slope of a time ahead may be from that of the time known: what came by chance stays in a file, so that chance adds up, other than
 * about a line. By how much the slopes of parts of it differ: each known part counts for the whole, and so many of them lie ahead.
 */
function driftOf(points: readonly Point[], aheadMs: number): number {
  const count = Math.min(PARTS, Math.floor(points.length / 2));
  const length = points.length / count;
  const middles = Array.from({ length: count }, (_, part) => {
    const inside = points.slice(Math.round(part * length), Math.round((part + 1) * length));
    return { at: median(inside.map(({ at }) => at)), value: median(inside.map(({ value }) => value)) };
  });
  const slopes = middles.slice(1).map((one, before) => {
    const other = middles[before] ?? one;
    return { ms: one.at - other.at, slope: (one.value - other.value) / (one.at - other.at) };
  });
  const mean = slopes.reduce((sum, { slope }) => sum + slope, 0) / slopes.length;
  const variance = slopes.reduce((sum, { slope }) => sum + (slope - mean) ** 2, 0) / (slopes.length - 1);
  const partMs = slopes.reduce((sum, { ms }) => sum + ms, 0) / slopes.length;
  return Math.sqrt(variance * (1 / slopes.length + partMs / Math.max(partMs, aheadMs)));
}

/** Where the line is at a time: through the median of all points. */
const levelAt = (at: number, points: readonly Point[], slope: number): number =>
  median(points.map(point => point.value + slope * (at - point.at)));

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
