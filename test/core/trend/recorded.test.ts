import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { forecast, type Point } from '../../../src/core/trend/forecast.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const root = join(import.meta.dirname, '../../..');
const folder = join(root, 'test/fixtures/growth');
const recording = z.object({ quotaKib: z.number(), kib: z.array(z.number()), full: z.boolean() });

/** What is foretold of a real file when a part of its story is known, and what really came. Days. */
type Row = {
  readonly name: string;
  readonly known: number;
  readonly really: number | null;
  readonly told: number | null;
  readonly range: string;
  readonly holds: boolean;
};

function rowOf(name: string, points: readonly Point[], limit: number, fullAt: number | null): Row {
  const now = points.at(-1)?.at ?? 0;
  const told = forecast(points, limit);
  const really = fullAt === null ? null : (fullAt - now) / DAY;
  const about = { name, known: now / DAY, really };
  if (told.kind !== 'reaches') return { ...about, told: null, range: `no day: ${told.kind}`, holds: really === null };
  const [earliest, latest] = [told.earliest, told.latest ?? Number.POSITIVE_INFINITY].map(at => (at - now) / DAY);
  const range = `${shown(earliest)} to ${latest === Number.POSITIVE_INFINITY ? 'never' : shown(latest)}`;
  const holds = really !== null && (earliest ?? 0) <= really && really <= (latest ?? 0);
  return { ...about, told: (told.at - now) / DAY, range, holds };
}

const shown = (days: number | null | undefined): string => (days == null ? '–' : days.toFixed(1));
const errorOf = ({ told, really }: Row): number | null =>
  told === null || really === null ? null : (told - really) / really;

/** The file of a real etcd, hour by hour, until it refused to take more (`npm run record:growth`): as known at half and at three quarters of it. */
const rows: readonly Row[] = readdirSync(folder).flatMap(file => {
  const { quotaKib, kib, full } = recording.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
  const points = kib.map((value, hour) => ({ at: hour * HOUR, value }));
  return [0.5, 0.75].map(share =>
    rowOf(
      file.replace('.json', ''),
      points.slice(0, Math.round(points.length * share)),
      quotaKib,
      full ? kib.length * HOUR : null,
    ),
  );
});

const table = [
  '| recorded | days known | days until it was full | foretold | between | error |',
  '|---|---|---|---|---|---|',
  ...rows.map(row => {
    const error = errorOf(row);
    const percent = error === null ? '' : `${error < 0 ? '−' : '+'}${Math.abs(error * 100).toFixed(0)} %`;
    return `| \`${row.name}\` | ${shown(row.known)} | ${shown(row.really)} | ${shown(row.told)} | ${row.range} | ${percent} |`;
  }),
].join('\n');

describe('the day when a real database is full', () => {
  it.each(['steady', 'day-and-night', 'compacted', 'defragmented'])('is foretold within a tenth: %s', name => {
    const known = rows.filter(row => row.name === name);
    expect(known).toHaveLength(2);
    for (const row of known) expect(Math.abs(errorOf(row) ?? 1)).toBeLessThan(0.1);
  });

  it('is foretold within the range where growth comes once a day', () => {
    const known = rows.filter(({ name }) => name === 'daily-batch');
    expect(known.map(({ holds }) => holds)).toEqual([true, true]);
  });

  it('is foretold within a quarter where growth changes its pace by chance', () => {
    for (const row of rows.filter(({ name }) => name === 'noisy'))
      expect(Math.abs(errorOf(row) ?? 1)).toBeLessThan(0.25);
  });

  it('is in the range that is told four of five times', () => {
    const full = rows.filter(({ really }) => really !== null);
    expect(full.filter(({ holds }) => holds).length / full.length).toBeGreaterThanOrEqual(0.8);
  });

  it.each(['patroni', 'leak-of-late'])('is refused where nothing says one: %s', name => {
    expect(rows.filter(row => row.name === name && row.told !== null)).toEqual([]);
  });

  it('stands in the documentation as it is here', () => {
    console.log(table);
    expect(
      readFileSync(join(root, 'docs/trends.md'), 'utf8').includes(table),
      `docs/trends.md has another table than this:\n${table}`,
    ).toBe(true);
  });
});
