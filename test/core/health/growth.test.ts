import { describe, expect, it } from 'vitest';
import { growthOf, pastOf } from '../../../src/core/health/growth.ts';
import type { Reading } from '../../../src/core/history/load.ts';
import type { Sample } from '../../../src/core/history/sample.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.UTC(2026, 0, 1, 12);
const QUOTA = 1_000;

type Size = (minutesAgo: number) => number;

const sample = (minutesAgo: number, size: Size): Sample => ({
  ...{ at: NOW - minutesAgo * MINUTE, revision: 1, quota: QUOTA, leader: null, healthy: 3, voters: 3 },
  members: [{ name: 'etcd-1', dbSize: size(minutesAgo), dbSizeInUse: null, fsync: null, commit: null }],
});
const reading = (minutesAgo: number, size: Size): Reading => ({
  ...{ at: NOW - minutesAgo * MINUTE, revision: 1, size: size(minutesAgo), loads: {}, applied: {}, hashed: null },
});
/** What is remembered of so many minutes, and the readings of the last quarter of an hour. */
const seen = (minutes: number, size: Size) => ({
  past: Array.from({ length: Math.floor(minutes / 5) }, (_, index) => sample(minutes - index * 5, size)),
  readings: Array.from({ length: 15 }, (_, index) => reading(14 - index, size)),
});
const hoursLeft = (minutes: number, size: Size): number | null => {
  const { past, readings } = seen(minutes, size);
  const growth = growthOf(past, readings, QUOTA, 4 * HOUR);
  return growth && Math.round((growth.left / HOUR) * 10) / 10;
};

describe('a database that grows', () => {
  it.each<[string, number, Size, number | null]>([
    ['evenly, full in two hours', 240, ago => 760 - ago * 2, 2],
    ['evenly, full in ten hours', 240, ago => 400 - ago, null],
    ['not at all', 240, () => 900, null],
    ['by steps, as a file does', 240, ago => 400 + Math.floor((240 - ago) / 30) * 40, 3.8],
    ['for a quarter of an hour after hours of nothing, slowly', 240, ago => 400 + Math.max(0, 14 - ago), null],
    [
      'for a quarter of an hour after hours of nothing, and is full within one',
      240,
      ago => 400 + Math.max(0, 14 - ago) * 14,
      0.5,
    ],
    ['by more than half of its quota, and then stands still', 240, ago => (ago > 236 ? 100 : 620), 2.9],
    ['after a defragmentation half an hour ago', 240, ago => (ago > 30 ? 900 : 200 + (30 - ago) * 8), 1.2],
    ['as nobody remembers but the last quarter of an hour', 0, ago => 500 - ago * 3, 2.8],
  ])('%s', (_, minutes, size, expected) => expect(hoursLeft(minutes, size)).toBe(expected));

  it('tells nothing by less than ten minutes', () => {
    const readings = [reading(9, ago => 900 - ago * 10), reading(0, () => 900)];
    expect(growthOf([], readings, QUOTA, 4 * HOUR)).toBeNull();
  });

  it('is judged by four hours, one sample of every five minutes', () => {
    const fine = Array.from({ length: 24 * 60 * 4 }, (_, index) => sample(24 * 60 - index / 4, () => 1));
    const past = pastOf(fine, NOW);
    expect(past.length).toBe(49);
    expect(past[0]?.at).toBe(NOW - 4 * HOUR);
  });
});
