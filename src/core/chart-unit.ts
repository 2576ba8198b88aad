import type { Pictured } from './document.ts';

type Chart = Extract<Pictured, { type: 'chart' }>;

/** Values are told as so many of these: `per` is how much one is. */
export type ChartUnit = { readonly label: string; readonly per: number };

const KIB = 1024;

/** Axes have no units of their own: the numbers are those that people compare, in the unit that suits the highest. */
export function chartUnitOf(unit: Chart['unit'], highest: number): ChartUnit {
  if (unit === 'seconds') return { label: 'ms', per: 0.001 };
  if (unit === 'count') return { label: '', per: 1 };
  const power = highest < KIB ** 2 ? 1 : highest < 4 * KIB ** 3 ? 2 : 3;
  return { label: ['', 'KiB', 'MiB', 'GiB'][power] ?? '', per: KIB ** power };
}

export const highestOf = ({ series }: Pick<Chart, 'series'>): number =>
  series.reduce((high, { values }) => values.reduce<number>((most, value) => Math.max(most, value ?? 0), high), 0);
