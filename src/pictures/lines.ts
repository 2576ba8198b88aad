import { chartUnitOf, highestOf } from '../core/chart-unit.ts';
import type { Pictured } from '../core/document.ts';
import { hueOfLine } from '../core/hues.ts';
import { colours, family, ink, paper, rule } from './palette.ts';

type Chart = Extract<Pictured, { type: 'chart' }>;
type Point = readonly [at: number, value: number];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const LETTERS = 13;

/** Lines over time for ECharts, in numbers and units alone: no word of any language. Null where no line has two points. */
export function linesOption(chart: Chart) {
  const { times, series, ahead } = chart;
  const { label, per } = chartUnitOf(chart.unit, Math.max(highestOf(chart), ahead?.value ?? 0));
  const lines = series.map((line, index) => ({
    limit: line.limit === true,
    colour: colours[hueOfLine(line, index)],
    points: pointsOf(times, line.values, per),
  }));
  if (!lines.some(({ points }) => points.length > 1)) return null;
  const told = (value: number): string => `${amount(value)}${label === '' ? '' : ` ${label}`}`;
  const end = Math.max(times.at(-1) ?? 0, ahead?.at ?? 0);
  const spanMs = end - (times[0] ?? 0);
  const first = lines[0]?.points.at(-1);
  const dotted: readonly Point[] = ahead && first ? [first, [ahead.at, ahead.value / per]] : [];
  return {
    animation: false,
    useUTC: true,
    backgroundColor: paper,
    textStyle: { fontFamily: family, fontSize: LETTERS, color: ink },
    grid: { left: 12, right: 92, top: 22, bottom: 10, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: {
      type: 'time',
      min: times[0] ?? 0,
      max: end,
      name: 'UTC',
      nameGap: 10,
      nameTextStyle: { color: ink, fontSize: LETTERS - 2, align: 'left', verticalAlign: 'top', padding: [8, 0, 0, 0] },
      ...(spanMs >= 3 * DAY ? { minInterval: DAY } : {}),
      splitNumber: 5,
      axisLabel: { color: ink, fontSize: LETTERS, hideOverlap: true, formatter: (at: number) => moment(at, spanMs) },
      axisLine: { lineStyle: { color: ink } },
      axisTick: { lineStyle: { color: ink } },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      min: 0,
      splitNumber: 4,
      axisLabel: { color: ink, fontSize: LETTERS, formatter: told },
      splitLine: { lineStyle: { color: rule } },
    },
    series: [
      ...lines.map(({ limit, colour, points }, index) => ({
        ...lineOf(colour, limit ? until(points, end) : points),
        lineStyle: limit ? { color: colour, width: 2, type: [8, 5] } : { color: colour, width: 2 },
        endLabel: { ...endLabel(colour, told), ...(index === 0 && dotted.length > 0 ? beforeTheEnd : {}) },
        labelLayout: { moveOverlap: 'shiftY' },
      })),
      ...(dotted.length > 0
        ? [
            {
              ...lineOf(colours.blue, dotted),
              lineStyle: { color: colours.blue, width: 2, type: [2, 5], cap: 'round' },
            },
          ]
        : []),
    ],
  };
}

const lineOf = (colour: string, data: readonly Point[]) => ({
  type: 'line',
  showSymbol: false,
  connectNulls: true,
  itemStyle: { color: colour },
  data,
});

const endLabel = (colour: string, told: (value: number) => string) => ({
  show: true,
  color: colour,
  fontFamily: family,
  fontSize: LETTERS,
  fontWeight: 600,
  textBorderColor: paper,
  textBorderWidth: 4,
  formatter: ({ value }: { readonly value: readonly number[] }) => told(value[1] ?? 0),
});

/** Where a line goes on as dots, its number stands above what is known of it. */
const beforeTheEnd = { align: 'right', verticalAlign: 'bottom', offset: [-10, -6] } as const;

/** A limit holds for what is foretold, too. */
const until = (points: readonly Point[], end: number): readonly Point[] => {
  const last = points.at(-1);
  return last && last[0] < end ? [...points, [end, last[1]]] : points;
};

const pointsOf = (times: readonly number[], values: readonly (number | null)[], per: number): readonly Point[] =>
  values.flatMap((value, index): readonly Point[] => {
    const at = times[index];
    return value === null || at === undefined ? [] : [[at, value / per]];
  });

/** Three digits are what a picture can tell. */
const amount = (value: number): string =>
  value >= 10_000 ? `${Number((value / 1_000).toPrecision(3))}k` : `${Number(value.toPrecision(value >= 100 ? 4 : 3))}`;

/** Days as days; within three of them, hours, and the day where it begins; within minutes, seconds. */
function moment(at: number, spanMs: number): string {
  const iso = new Date(at).toISOString();
  const day = iso.slice(5, 10);
  return spanMs >= 3 * DAY || (at % DAY === 0 && spanMs > DAY) ? day : iso.slice(11, spanMs < 10 * MINUTE ? 19 : 16);
}
