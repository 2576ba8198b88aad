import fc from 'fast-check';
import { expect, it } from 'vitest';
import { verbatim } from '../../src/core/message.ts';
import { thinned } from '../../src/core/spark.ts';

const chart = (values: readonly (number | null)[]) => ({
  type: 'chart' as const,
  title: verbatim('t'),
  unit: 'count' as const,
  times: values.map((_, index) => index),
  series: [{ name: verbatim('a'), values }],
});

it('a thinned chart keeps its end, its highest, and its gaps', () => {
  expect(thinned(chart([1, 9, null, null, 3, 2]), 3)).toMatchObject({
    times: [1, 3, 5],
    series: [{ values: [9, null, 3] }],
  });
});

it('a thinned chart is as long as asked, whatever it is made of', () => {
  const value = fc.option(fc.double({ min: 0, noNaN: true }), { nil: null });
  fc.assert(
    fc.property(fc.array(value, { maxLength: 400 }), fc.integer({ min: 1, max: 60 }), (values, most) => {
      const { times, series } = thinned(chart(values), most);
      expect(times.length).toBe(Math.min(most, values.length));
      expect(series[0]?.values).toHaveLength(times.length);
      expect(times.at(-1)).toBe(values.length > 0 ? values.length - 1 : undefined);
      expect(Math.max(0, ...(series[0]?.values ?? []).map(kept => kept ?? 0))).toBe(
        Math.max(0, ...values.map(known => known ?? 0)),
      );
    }),
  );
});
