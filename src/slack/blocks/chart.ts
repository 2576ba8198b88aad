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

const KIB = 1024;

type Unit = { readonly label: string; readonly per: number };

/** Slack's axis has no units of its own: the numbers are those that people compare, in the unit that suits the highest. */
function unitOf(unit: Chart['unit'], highest: number): Unit {
  if (unit === 'seconds') return { label: 'ms', per: 0.001 };
  if (unit === 'count') return { label: '', per: 1 };
  const power = highest < KIB ** 2 ? 1 : highest < 4 * KIB ** 3 ? 2 : 3;
  return { label: ['', 'KiB', 'MiB', 'GiB'][power] ?? '', per: KIB ** power };
}

/** Slack's own chart; none where there is nothing to draw. */
export function chartBlocks({ title, unit, times, series }: Chart, tell: Tell): readonly KnownBlock[] {
  const highest = Math.max(0, ...series.flatMap(({ values }) => values.filter(value => value !== null)));
  const { label, per } = unitOf(unit, highest);
  const kept = everyNth(times.length, limits.chartCategories);
  const categories = uniqueLabels(kept.map(index => times[index] ?? 0));
  const drawn = series.slice(0, limits.chartSeries).flatMap(({ name, values }) => {
    const known = filled(values);
    if (known === null) return [];
    const data = kept.map((index, at) => ({
      label: categories[at] ?? '',
      value: Number(((known[index] ?? 0) / per).toFixed(2)),
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
