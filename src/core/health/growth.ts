import type { Reading } from '../history/load.ts';
import type { Sample } from '../history/sample.ts';
import type { Point } from '../trend/forecast.ts';

const MINUTE = 60_000;
const FIVE = 5 * MINUTE;
/** As far back as etcd's mixin looks (etcdExcessiveDatabaseGrowth). */
export const LOOKS_BACK = 4 * 60 * MINUTE;
const LEAST_SPAN = 10 * MINUTE;
/** What has only just begun is told before a line of hours shows it, where there is so little time left. */
const SOON = 1 / 4;
/** Of the quota in four hours: as the mixin of etcd 3.5 has it, which foretells nothing. */
const SURGE = 0.5;
/** A database shrinks when it is defragmented: what was before tells nothing of what comes. */
const FALL = 0.2;

/** Of what is remembered in finer or coarser steps, one of every five minutes as far back as a rule looks. */
export const pastOf = (history: readonly Sample[], now: number): readonly Sample[] =>
  everyFive(history.filter(({ at }) => at >= now - LOOKS_BACK));

/** Bytes for each millisecond, and in how many the quota is full at that pace. */
export type Growth = { readonly slope: number; readonly left: number };

/** Null where the quota will not be full within the time given. Oldest first. */
export function growthOf(
  past: readonly Sample[],
  readings: readonly Reading[],
  quota: number,
  withinMs: number,
): Growth | null {
  const lately = readings.flatMap(({ at, size }) => (size === null ? [] : [{ at, value: size }]));
  const last = lately.at(-1);
  if (last === undefined) return null;
  const begun = lately[0]?.at ?? last.at;
  const older = past
    .filter(({ at }) => at >= last.at - LOOKS_BACK && at < begun)
    .flatMap(({ at, members }) => {
      const sizes = members.flatMap(({ dbSize }) => dbSize ?? []);
      return sizes.length > 0 ? [{ at, value: Math.max(...sizes) }] : [];
    });
  const whole = sinceLastFall([...older, ...everyFive(lately)]);
  const left = (slope: number, value: number): Growth | null =>
    slope > 0 ? { slope, left: Math.max(0, quota - value) / slope } : null;
  const first = whole[0] ?? last;
  const surge =
    last.value - first.value > SURGE * quota
      ? left((last.value - first.value) / (last.at - first.at), last.value)
      : null;
  const found = [
    within(lineThrough(whole, left), withinMs),
    within(surge, withinMs),
    within(lineThrough(sinceLastFall(lately), left), withinMs * SOON),
  ].flatMap(growth => growth ?? []);
  return found.toSorted((one, other) => one.left - other.left)[0] ?? null;
}

const within = (growth: Growth | null, ms: number): Growth | null => (growth && growth.left <= ms ? growth : null);

/** Least squares, as Prometheus' predict_linear, from where the line is by now. */
function lineThrough(points: readonly Point[], left: (slope: number, value: number) => Growth | null): Growth | null {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || last.at - first.at < LEAST_SPAN) return null;
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [at, value] = [mean(points.map(point => point.at)), mean(points.map(point => point.value))];
  const slope =
    points.reduce((sum, point) => sum + (point.at - at) * (point.value - value), 0) /
    points.reduce((sum, point) => sum + (point.at - at) ** 2, 0);
  return left(slope, value + slope * (last.at - at));
}

function sinceLastFall(points: readonly Point[]): readonly Point[] {
  const fall = points.findLastIndex(({ value }, index) => value < (points[index - 1]?.value ?? 0) * (1 - FALL));
  return fall === -1 ? points : points.slice(fall);
}

/** As far apart as what is remembered of longer ago, so that no part of the time counts for more; the newest always. */
function everyFive<T extends { readonly at: number }>(points: readonly T[]): readonly T[] {
  let kept = Number.NEGATIVE_INFINITY;
  return points.filter(({ at }, index) => {
    if (at - kept < FIVE && index < points.length - 1) return false;
    kept = at;
    return true;
  });
}
