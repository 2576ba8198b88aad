import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Forecast, forecast, type Point } from '../../../src/core/trend/forecast.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MIB = 1024 * 1024;

/** A pseudo-random number 0..1 that is the same in every run. */
const noise = (index: number): number => {
  const wave = Math.sin(index * 12.9898 + 78.233) * 43_758.5453;
  return wave - Math.floor(wave);
};

/** `days` of measurements every 5 minutes. */
const series = (days: number, value: (hour: number, index: number) => number): readonly Point[] =>
  Array.from({ length: days * 288 }, (_, index) => ({ at: index * 300_000, value: value(index / 12, index) }));

/** Days from the end of the series to the limit; null when nothing is foretold. */
const daysTo = (points: readonly Point[], limit: number): number | null => {
  const told = forecast(points, limit);
  return told.kind === 'reaches' ? (told.at - (points.at(-1)?.at ?? 0)) / DAY : null;
};

describe('the day when a database is full', () => {
  const foretold: readonly (readonly [string, readonly Point[], number, number])[] = [
    ['grows by 10 MiB a day', series(7, hour => 500 * MIB + (hour / 24) * 10 * MIB), 620 * MIB, 5],
    ['grows in steps, one a day', series(14, hour => 500 * MIB + Math.floor(hour / 24) * 24 * MIB), 1000 * MIB, 7],
    [
      'is compacted every 6 hours and grows all the same',
      series(10, hour => 300 * MIB + (hour / 24) * 20 * MIB + (hour % 6) * 60 * MIB),
      1000 * MIB,
      (1000 - 300 - 359 - 200) / 20 + 0.2,
    ],
    [
      'grows, with noise of a tenth',
      series(10, (hour, index) => 400 * MIB + (hour / 24) * 30 * MIB + (noise(index) - 0.5) * 40 * MIB),
      1000 * MIB,
      10,
    ],
    [
      'was defragmented five days ago, and grows again',
      series(20, hour => (hour < 360 ? 900 : 300) * MIB + ((hour % 360) / 24) * 20 * MIB),
      800 * MIB,
      20,
    ],
  ];

  it.each(foretold)('is foretold within a tenth when it %s', (_, points, limit, days) => {
    const told = daysTo(points, limit);
    expect(told).not.toBeNull();
    expect(Math.abs((told ?? 0) - days) / days).toBeLessThan(0.1);
  });

  const refused: readonly (readonly [Forecast['kind'], string, readonly Point[]])[] = [
    ['steady', 'flat', series(10, () => 500 * MIB)],
    ['steady', 'flat with noise', series(10, (_, index) => 500 * MIB + noise(index) * 20 * MIB)],
    ['steady', 'falling', series(10, hour => 500 * MIB - hour * MIB * 0.1)],
    ['steady', 'compacted regularly, and level', series(10, hour => 300 * MIB + (hour % 6) * 60 * MIB)],
    ['short', 'known for an hour', series(1, hour => 500 * MIB + hour * MIB).slice(0, 12)],
    ['short', 'unknown', []],
    ['far', 'growing by next to nothing', series(3, hour => 500 * MIB + hour * 100)],
    ['reached', 'full', series(3, () => 1000 * MIB)],
    [
      'erratic',
      'still for a week and then rising at once',
      series(8, hour => (hour < 150 ? 500 + hour * 0.001 : 500 + (hour - 150) * 4) * MIB),
    ],
  ];

  it.each(refused)('is refused as %s when it is %s', (kind, _, points) => {
    expect(forecast(points, 1000 * MIB).kind).toBe(kind);
  });

  it('stands in the documentation as it is here', () => {
    const table = [
      '| synthetic: a file that | days until it is full | foretold |',
      '|---|---|---|',
      ...foretold.map(
        ([name, points, limit, days]) => `| ${name} | ${days.toFixed(1)} | ${daysTo(points, limit)?.toFixed(1)} |`,
      ),
      ...refused.map(([kind, name]) => `| is ${name} | | no day: ${kind} |`),
    ].join('\n');
    console.log(table);
    expect(
      readFileSync(join(import.meta.dirname, '../../../docs/trends.md'), 'utf8').includes(table),
      `docs/trends.md has another table than this:\n${table}`,
    ).toBe(true);
  });

  it('says how far to trust it: the true day is between the earliest and the latest', () => {
    const points = series(10, (hour, index) => 400 * MIB + (hour / 24) * 30 * MIB + (noise(index) - 0.5) * 80 * MIB);
    const told = forecast(points, 1000 * MIB);
    if (told.kind !== 'reaches') throw new Error(told.kind);
    const truth = 20 * DAY;
    expect(told.earliest).toBeLessThanOrEqual(truth * 1.02);
    expect(told.latest ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(truth * 0.98);
  });

  it('is never in the past, and never a number that is none', () => {
    const any = fc.array(fc.double({ min: 0, max: 1e12, noNaN: true }), { maxLength: 200 });
    fc.assert(
      fc.property(any, fc.double({ min: 1, max: 1e12, noNaN: true }), (values, limit) => {
        const points = values.map((value, index) => ({ at: index * HOUR, value }));
        const told = forecast(points, limit);
        if (told.kind !== 'reaches') return;
        const now = points.at(-1)?.at ?? 0;
        expect(told.earliest).toBeGreaterThanOrEqual(now);
        expect(told.at).toBeGreaterThanOrEqual(told.earliest);
        expect(told.latest ?? told.at).toBeGreaterThanOrEqual(told.at);
      }),
    );
  });
});
