import type { Watched } from './fleet.ts';
import type { Scanned } from './scan.ts';

/** What `npm run bench -- --json` prints. Milliseconds; `times` are ratios of medians. */
export type Result = {
  readonly machine: Readonly<Record<string, string>>;
  readonly series: readonly {
    readonly name: string;
    readonly runs: number;
    readonly median: number;
    readonly p95: number;
  }[];
  readonly watching: readonly Watched[];
  readonly scanning: readonly Scanned[];
  readonly times: Readonly<Record<string, number>>;
};

/** The result for people. */
export function tableOf({ machine, series: rows, watching, scanning, times }: Result): string {
  const ms = (value: number): string => (value < 10 ? value.toFixed(1) : value.toFixed(0)).padStart(8);
  const wide = Math.max(...rows.map(({ name }) => name.length), ...Object.keys(times).map(name => name.length));
  return [
    Object.entries(machine)
      .map(([name, value]) => `${name} ${value}`)
      .join(', '),
    '',
    `${'milliseconds'.padEnd(wide)}    runs  median     p95`,
    ...rows.map(
      ({ name, runs, median: middle, p95 }) => `${name.padEnd(wide)}  ${`${runs}`.padStart(6)}${ms(middle)}${ms(p95)}`,
    ),
    '',
    'clusters watched   ms a round   processor ms a survey   MiB that stay   MiB at most   bytes written a survey',
    ...watching.map(({ clusters, round, processor, heap, peak, bytes }) =>
      [
        `${clusters}`.padStart(16),
        round.toFixed(0).padStart(13),
        processor.toFixed(2).padStart(24),
        (heap / 2 ** 20).toFixed(1).padStart(16),
        (peak / 2 ** 20).toFixed(0).padStart(14),
        bytes.toFixed(0).padStart(25),
      ].join(''),
    ),
    '',
    'keys counted   milliseconds   MiB more at most',
    ...scanning.map(({ keys, took, memory }) =>
      [`${keys}`.padStart(12), took.toFixed(0).padStart(15), (memory / 2 ** 20).toFixed(0).padStart(19)].join(''),
    ),
    '',
    'ratio of medians',
    ...Object.entries(times).map(([name, value]) => `${name.padEnd(wide)}  ${value.toFixed(2)}`),
  ].join('\n');
}
