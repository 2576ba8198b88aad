import { expect, it } from 'vitest';
import { median, percentile, series } from '../../bench/series.ts';

it.each([
  [[5, 1, 3], 3, 5],
  [[4, 1, 3, 2], 2, 4],
  [[7], 7, 7],
  [Array.from({ length: 100 }, (_, index) => index + 1), 50, 95],
])('of %j the median is %d and the 95th percentile %d: values that were measured', (runs, middle, high) => {
  expect([median(runs), percentile(runs, 0.95)]).toEqual([middle, high]);
});

it('of no run nothing is known', () => {
  expect(median([])).toBeNaN();
});

it('a series runs one after the other, and keeps the order', async () => {
  let running = 0;
  const { name, runs } = await series('x', 3, async run => {
    running += 1;
    await Promise.resolve();
    running -= 1;
    return run * 10 + running;
  });
  expect({ name, runs }).toEqual({ name: 'x', runs: [0, 10, 20] });
});
