import type { Element } from './document.ts';
import { bytes, duration, inner, type Param, say, type Text, time } from './message.ts';

type Chart = Extract<Element, { type: 'chart' }>;

/** A value of a chart as it is read. */
export function amountOf(value: number, unit: Chart['unit']): Param {
  if (unit === 'bytes') return bytes(value);
  return unit === 'seconds' ? duration(value * 1000) : Math.round(value);
}

/** What each line of a chart shows, in words: from where to where, and the highest; after them how the first goes on. */
export const spokenChart = ({ unit, series, ahead }: Chart): readonly Text[] => [
  ...series.map(({ name, values }) => {
    const known = values.filter(value => value !== null);
    const [first, last] = [known[0], known.at(-1)];
    if (first === undefined || last === undefined) return say('chart.nothing', { name: inner(name) });
    return say('chart.line', {
      name: inner(name),
      first: amountOf(first, unit),
      last: amountOf(last, unit),
      highest: amountOf(Math.max(...known), unit),
    });
  }),
  ...(ahead ? [say('chart.ahead', { value: amountOf(ahead.value, unit), at: time(ahead.at) })] : []),
];

/**
 * The same chart with at most so many values a line, each the highest of its time: what is left out is never what matters. Times are those of
 * the last of each.
 */
export function thinned(chart: Chart, most: number): Chart {
  const count = chart.times.length;
  if (count <= most) return chart;
  const ends = Array.from({ length: most }, (_, group) => Math.floor(((group + 1) * count) / most));
  const groups = ends.map((end, group) => ({ from: ends[group - 1] ?? 0, end }));
  const highestOf = (values: readonly (number | null)[]): number | null => {
    const known = values.filter(value => value !== null);
    return known.length > 0 ? Math.max(...known) : null;
  };
  return {
    ...chart,
    times: ends.map(end => chart.times[end - 1] ?? 0),
    series: chart.series.map(line => ({
      ...line,
      values: groups.map(({ from, end }) => highestOf(line.values.slice(from, end))),
    })),
  };
}

const BARS = '▁▂▃▄▅▆▇█';

/** A line of blocks, one for each value, between nothing and the highest of all; a gap where nothing is known. */
export function sparkline(values: readonly (number | null)[], highest: number): string {
  return values
    .map(value => {
      if (value === null) return ' ';
      const share = highest <= 0 ? 0 : Math.max(0, Math.min(1, value / highest));
      return BARS[Math.round(share * (BARS.length - 1))] ?? ' ';
    })
    .join('');
}
