import { highestOf } from '../../core/chart-unit.ts';
import type { Element } from '../../core/document.ts';
import { thinned } from '../../core/spark.ts';
import { limits } from './limits.ts';

type Chart = Extract<Element, { type: 'chart' }>;
type Values = Chart['series'][number]['values'];

export type Continued = {
  readonly times: readonly number[];
  readonly series: Chart['series'];
  /** How the first line goes on from the last known time, which is `times[from]`; null where nothing is foretold. */
  readonly foretold: { readonly from: number; readonly values: Values } | null;
  readonly highest: number;
};

/**
 * A chart as Slack can draw it: its axis has names instead of times, and every line a value for each. So what is foretold goes on in steps as long
 * as those of what is known, as a line of its own that lies on the first until then.
 */
export function continued(chart: Chart): Continued {
  const { times, ahead } = chart;
  const [begin, now] = [times[0], times.at(-1)];
  if (ahead === undefined || begin === undefined || now === undefined || ahead.at <= now || times.length < 2) {
    const { times: shown, series } = thinned(chart, limits.chartCategories);
    return { times: shown, series, foretold: null, highest: highestOf(chart) };
  }
  const share = (now - begin) / (ahead.at - begin);
  const known = thinned(
    chart,
    Math.max(2, Math.min(limits.chartCategories - 1, Math.round(limits.chartCategories * share))),
  );
  const stepMs = (now - begin) / (known.times.length - 1);
  const steps = Math.max(
    1,
    Math.min(limits.chartCategories - known.times.length, Math.round((ahead.at - now) / stepMs)),
  );
  const first = known.series[0]?.values ?? [];
  const last = first.findLast(value => value !== null) ?? 0;
  const later = Array.from({ length: steps }, (_, step) => (step + 1) / steps);
  return {
    times: [...known.times, ...later.map(part => Math.round(now + part * (ahead.at - now)))],
    series: known.series,
    foretold: {
      from: known.times.length - 1,
      values: [...first, ...later.map(part => last + part * (ahead.value - last))],
    },
    highest: Math.max(highestOf(chart), ahead.value),
  };
}
