import type { KnownBlock } from '@slack/types';
import { chartUnitOf } from '../../core/chart-unit.ts';
import type { Element } from '../../core/document.ts';
import { plain, say } from '../../core/message.ts';
import { continued } from './ahead.ts';
import { cut, oneLine } from './harmless.ts';
import { limits } from './limits.ts';
import type { Tell } from './table.ts';

type Chart = Extract<Element, { type: 'chart' }>;

/** Absent from Slack's published types: docs.slack.dev/reference/block-kit/blocks/data-visualization-block */
type DataVisualization = {
  readonly type: 'data_visualization';
  readonly title: string;
  readonly chart: {
    readonly type: 'line';
    readonly series: readonly {
      readonly name: string;
      readonly data: readonly { readonly label: string; readonly value: number }[];
    }[];
    readonly axis_config: { readonly categories: readonly string[]; readonly y_label: string };
  };
};

/** A day, or hours and minutes: names of lines are short. */
const SHORT = 5;

/** Slack's own chart; none where there is nothing to draw. */
export function chartBlocks(chart: Chart, tell: Tell): readonly KnownBlock[] {
  const { title, unit } = chart;
  const { times, series, foretold, highest } = continued(chart);
  const { label, per } = chartUnitOf(unit, highest);
  const categories = uniqueLabels(times);
  // Below the others, and so seen only where it goes on beyond them.
  const goesOn = foretold && {
    name: say('chart.foretold', { from: (categories[foretold.from] ?? '').slice(0, SHORT) }),
    values: foretold.values,
  };
  const drawn = [...(goesOn ? [goesOn] : []), ...series].slice(0, limits.chartSeries).flatMap(({ name, values }) => {
    const known = filled(values, categories.length);
    if (known === null) return [];
    const data = categories.map((category, at) => ({
      label: category,
      value: Number(((known[at] ?? 0) / per).toFixed(2)),
    }));
    return [{ name: cut(oneLine(plain(tell(name))), limits.chartLabel), data }];
  });
  if (drawn.length === 0 || categories.length < 2) return [];
  const words = oneLine(plain(tell(title)));
  const block: DataVisualization = {
    type: 'data_visualization',
    title: cut(label === '' ? words : `${words} (${label})`, limits.chartTitle),
    chart: { type: 'line', series: drawn, axis_config: { categories, y_label: label === '' ? '#' : label } },
  };
  return [asKnown(block)];
}

/** Every series has to have a value for every category: a gap keeps the value before it, a late beginning that of its first, the rest that of its last. */
function filled(values: readonly (number | null)[], count: number): readonly number[] | null {
  const first = values.find(value => value !== null);
  if (first === undefined || first === null) return null;
  let last = first;
  return Array.from({ length: count }, (_, at) => {
    last = values[at] ?? last;
    return last;
  });
}

const DAY = 24 * 60 * 60_000;

/** Labels have to be unique, and hold no time of the viewer's zone: they are UTC, as short as they can be. */
function uniqueLabels(times: readonly number[]): readonly string[] {
  const whole = times.map(time => new Date(time).toISOString());
  const isShort = (times.at(-1) ?? 0) - (times[0] ?? 0) < DAY;
  const [day, minute, second] = [
    [5, 10],
    [11, 16],
    [11, 19],
  ] as const;
  const part = (iso: string, [from, to]: readonly [number, number]): string => iso.slice(from, to);
  const forms: readonly ((iso: string) => string)[] = isShort
    ? [iso => part(iso, minute), iso => part(iso, second)]
    : [iso => part(iso, day), iso => `${part(iso, day)} ${part(iso, minute)}`];
  for (const form of forms) {
    const labels = whole.map(form);
    if (new Set(labels).size === labels.length) return labels;
  }
  return whole.map((iso, index) => `${part(iso, second)} ${index}`);
}

/** The one place where Slack's types are told of a block they do not know yet. */
function asKnown(block: DataVisualization): KnownBlock {
  const unknown: unknown = block;
  return isKnown(unknown) ? unknown : { type: 'divider' };
}

const isKnown = (block: unknown): block is KnownBlock =>
  typeof block === 'object' && block !== null && 'type' in block && typeof block.type === 'string';
