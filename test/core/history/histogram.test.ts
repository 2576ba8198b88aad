import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Histogram, quantileBetween } from '../../../src/core/history/histogram.ts';

const bounds = [0.001, 0.002, 0.004, 0.008];
const histogram = (...counts: readonly number[]): Histogram => ({
  bounds,
  counts: counts.slice(0, -1),
  total: counts.at(-1) ?? 0,
});
const nothing = histogram(0, 0, 0, 0, 0);

describe('a quantile of what happened between two readings', () => {
  it.each<[string, Histogram, Histogram, number, number | null]>([
    ['all in the first bucket', nothing, histogram(10, 10, 10, 10, 10), 0.5, 0.0005],
    ['in the middle of a bucket', nothing, histogram(0, 10, 10, 10, 10), 0.5, 0.0015],
    ['only what is new counts', histogram(90, 90, 90, 90, 90), histogram(90, 90, 90, 100, 100), 0.5, 0.006],
    ['above the last bound: the bound', nothing, histogram(0, 0, 0, 0, 10), 0.99, 0.008],
    ['nothing happened', histogram(5, 5, 5, 5, 5), histogram(5, 5, 5, 5, 5), 0.99, null],
    ['the process started anew', histogram(50, 50, 50, 50, 50), histogram(1, 2, 3, 60, 60), 0.99, null],
    ['other buckets than before', { ...nothing, bounds: [1, 2, 3, 4] }, histogram(1, 1, 1, 1, 1), 0.99, null],
  ])('%s', (_, before, after, quantile, seconds) => {
    const told = quantileBetween(before, after, quantile);
    if (seconds === null) expect(told).toBeNull();
    else expect(told).toBeCloseTo(seconds, 6);
  });

  it('lies within the bounds, and does not fall as the quantile rises', () => {
    const counts = fc.array(fc.nat(100), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(counts, added => {
        const sums = added.map((_, index) => added.slice(0, index + 1).reduce((sum, each) => sum + each, 0));
        const [median, p99] = [0.5, 0.99].map(quantile => quantileBetween(nothing, histogram(...sums), quantile));
        if (median === null || median === undefined || p99 === null || p99 === undefined) return;
        expect(median).toBeGreaterThanOrEqual(0);
        expect(p99).toBeLessThanOrEqual(0.008);
        expect(p99).toBeGreaterThanOrEqual(median);
      }),
    );
  });
});
