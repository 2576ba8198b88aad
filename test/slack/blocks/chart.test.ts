import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Element } from '../../../src/core/document.ts';
import { verbatim } from '../../../src/core/message.ts';
import { faultsOfBlocks } from '../../../src/playground/slack/block-kit.ts';
import { render } from '../../../src/slack/blocks/render.ts';
import { speak } from '../../../src/text/speak.ts';

type Chart = Extract<Element, { type: 'chart' }>;
const START = Date.UTC(2026, 10, 1);

const chart = (values: readonly (number | null)[], stepMs = 3_600_000, more: Partial<Chart> = {}): Chart => ({
  type: 'chart',
  title: verbatim('Database file'),
  unit: 'bytes',
  times: values.map((_, index) => START + index * stepMs),
  series: [{ name: verbatim('File'), values }],
  ...more,
});
const drawn = (
  element: Chart,
): { chart: { series: { name: string; data: { label: string; value: number }[] }[] } } | undefined =>
  JSON.parse(JSON.stringify(render([element], 'en', speak).blocks)).find(
    (block: { type: string }) => block.type === 'data_visualization',
  );

describe('a chart', () => {
  it('is one of Slack’s own, in units that people compare', () => {
    expect(drawn(chart([1024 * 1024, 2 * 1024 * 1024]))).toMatchObject({
      title: 'Database file (MiB)',
      chart: { type: 'line', series: [{ name: 'File', data: [{ value: 1 }, { value: 2 }] }] },
    });
  });

  it.each([
    [60_000, ['00:00', '00:01']],
    [1_000, ['00:00:00', '00:00:01']],
    [86_400_000, ['11-01', '11-02']],
    [90_000_000, ['11-01', '11-02']],
  ])('names its times as short as they can be, %i ms apart', (stepMs, labels) => {
    expect(drawn(chart([1, 2], stepMs))?.chart.series[0]?.data.map(({ label }) => label)).toEqual(labels);
  });

  it.each([
    [2_048, 2, 'KiB'],
    [3 * 1024 ** 2, 3, 'MiB'],
    [8 * 1024 ** 3, 8, 'GiB'],
  ])('tells %i bytes as %i %s', (bytes, value, unit) => {
    expect(drawn(chart([bytes, bytes]))).toMatchObject({
      title: `Database file (${unit})`,
      chart: { series: [{ data: [{ value }, { value }] }] },
    });
  });

  it('has a value everywhere: a gap keeps the one before it', () => {
    const values = drawn(chart([null, 1048576, null, 3145728]))?.chart.series[0]?.data.map(({ value }) => value);
    expect(values).toEqual([1, 1, 1, 3]);
  });

  const DAY = 86_400_000;
  const lines = (element: Chart): Record<string, readonly number[]> =>
    Object.fromEntries(
      drawn(element)?.chart.series.map(({ name, data }) => [name, data.map(({ value }) => value)]) ?? [],
    );

  it('goes on to what is foretold, as a line of its own below that of what is known, in steps of the same length', () => {
    const values = [1, 2, 3, 4, 5].map(mib => mib * 1024 ** 2);
    const element = chart(values, DAY, {
      series: [
        { name: verbatim('File'), values },
        { name: verbatim('Quota'), values: values.map(() => 8 * 1024 ** 2), limit: true },
      ],
      ahead: { at: START + 7 * DAY, value: 8 * 1024 ** 2 },
    });
    expect(lines(element)).toEqual({
      'Forecast from 11-05': [1, 2, 3, 4, 5, 6, 7, 8],
      File: [1, 2, 3, 4, 5, 5, 5, 5],
      Quota: [8, 8, 8, 8, 8, 8, 8, 8],
    });
    expect(
      drawn(element)
        ?.chart.series[0]?.data.map(({ label }) => label)
        .slice(-3),
    ).toEqual(['11-06', '11-07', '11-08']);
    expect(render([element], 'en', speak).text).toContain('It goes on to 8 MiB at 2026-11-08');
    expect(render([element], 'zh', speak).text).toContain('预计');
  });

  it('leaves room for what is foretold where much is known, and takes its unit from the highest of both', () => {
    const values = Array.from({ length: 300 }, (_, at) => 1024 ** 3 + at * 10 * 1024 ** 2);
    const element = chart(values, DAY / 10, { ahead: { at: START + 60 * DAY, value: 8 * 1024 ** 3 } });
    const { File: file = [], ...rest } = lines(element);
    expect(file.length).toBeGreaterThan(17);
    const [foretold = []] = Object.values(rest);
    expect(foretold.at(-1)).toBe(8);
    const beyond = foretold.filter((value, at) => value !== file[at]).length;
    expect(beyond / file.length).toBeCloseTo(0.5, 1);
  });

  it('is words where nothing can be drawn, and words beside it always', () => {
    expect(drawn(chart([]))).toBeUndefined();
    expect(drawn(chart([null, null]))).toBeUndefined();
    expect(render([chart([1048576, 2097152])], 'en', speak).text).toContain('File: 1 MiB → 2 MiB, at most 2 MiB');
  });

  it('keeps to Slack’s limits whatever it is made of', () => {
    const value = fc.option(fc.double({ min: 0, max: 1e15, noNaN: true }), { nil: null });
    const any = fc.record({
      values: fc.array(value, { maxLength: 90 }),
      stepMs: fc.constantFrom(1_000, 60_000, 3_600_000, 86_400_000, 40 * 86_400_000),
      name: fc.string({ minLength: 1 }),
      count: fc.integer({ min: 1, max: 9 }),
      unit: fc.constantFrom('bytes' as const, 'seconds' as const, 'count' as const),
      ahead: fc.option(
        fc.record({ after: fc.integer({ min: -10, max: 1e10 }), value: fc.double({ min: 0, max: 1e15, noNaN: true }) }),
      ),
    });
    fc.assert(
      fc.property(any, ({ values, stepMs, name, count, unit, ahead }) => {
        const series = Array.from({ length: count }, (_, index) => ({ name: verbatim(`${index} ${name}`), values }));
        const goesOn = ahead && { ahead: { at: START + values.length * stepMs + ahead.after, value: ahead.value } };
        const element = chart(values, stepMs, { series, unit, title: verbatim(name), ...goesOn });
        const { blocks } = render([element], 'en', speak);
        expect(faultsOfBlocks(blocks, 'message')).toEqual([]);
      }),
    );
  });
});
