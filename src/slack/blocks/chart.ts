import type { KnownBlock } from '@slack/types';
import type { Element } from '../../core/document.ts';
import { plain } from '../../core/message.ts';
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

const MIB = 1024 * 1024;

/** Slack's axis has no units of its own: the numbers are those that people compare. */
const units: Readonly<
  Record<Chart['unit'], { readonly label: string; readonly per: number; readonly digits: number }>
> = {
  bytes: { label: 'MiB', per: MIB, digits: 2 },
  seconds: { label: 'ms', per: 0.001, digits: 2 },
  count: { label: '', per: 1, digits: 2 },
};

/** Slack's own chart; none where there is nothing to draw. */
export function chartBlocks({ title, unit, times, series }: Chart, tell: Tell): readonly KnownBlock[] {
  const { label, per, digits } = units[unit];
  const kept = everyNth(times.length, limits.chartCategories);
  const categories = uniqueLabels(kept.map(index => times[index] ?? 0));
  const drawn = series.slice(0, limits.chartSeries).flatMap(({ name, values }) => {
    const known = filled(values);
    if (known === null) return [];
    const data = kept.map((index, at) => ({
      label: categories[at] ?? '',
      value: Number(((known[index] ?? 0) / per).toFixed(digits)),
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

/** Every series has to have a value for every category: a gap keeps the value before it, a late beginning that of its first. */
function filled(values: readonly (number | null)[]): readonly number[] | null {
  const first = values.find(value => value !== null);
  if (first === undefined || first === null) return null;
  let last = first;
  return values.map(value => {
    last = value ?? last;
    return last;
  });
}

/** Indexes of at most so many, evenly, the last one always. */
function everyNth(count: number, most: number): readonly number[] {
  if (count <= most) return Array.from({ length: count }, (_, index) => index);
  return Array.from({ length: most }, (_, index) => Math.round((index * (count - 1)) / (most - 1)));
}

/** Labels have to be unique, and hold no time of the viewer's zone: they are UTC, as short as they can be. */
function uniqueLabels(times: readonly number[]): readonly string[] {
  const whole = times.map(time => new Date(time).toISOString());
  const forms = [
    (iso: string) => iso.slice(5, 10),
    (iso: string) => `${iso.slice(5, 10)} ${iso.slice(11, 16)}`,
    (iso: string) => iso.slice(0, 19).replace('T', ' '),
  ];
  for (const form of forms) {
    const labels = whole.map(form);
    if (new Set(labels).size === labels.length) return labels;
  }
  return whole.map((iso, index) => `${iso.slice(11, 19)} ${index}`);
}

/** The one place where Slack's types are told of a block they do not know yet. */
function asKnown(block: DataVisualization): KnownBlock {
  const unknown: unknown = block;
  return isKnown(unknown) ? unknown : { type: 'divider' };
}

const isKnown = (block: unknown): block is KnownBlock =>
  typeof block === 'object' && block !== null && 'type' in block && typeof block.type === 'string';
