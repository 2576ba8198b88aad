import { describe, expect, it } from 'vitest';
import type { Pictured } from '../../src/core/document.ts';
import { verbatim } from '../../src/core/message.ts';
import { pngOf, svgOf } from '../../src/pictures/draw.ts';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 10, 1);
const MIB = 1024 ** 2;

type Chart = Extract<Pictured, { type: 'chart' }>;
type Treemap = Extract<Pictured, { type: 'treemap' }>;

const chart = (values: readonly (number | null)[], more: Partial<Chart> = {}): Chart => ({
  type: 'chart',
  title: verbatim('数据库文件'),
  unit: 'bytes',
  times: values.map((_, index) => START + index * HOUR),
  series: [{ name: verbatim('文件'), values }],
  ...more,
});

const treemap = (parts: Treemap['parts']): Treemap => ({
  type: 'treemap',
  title: verbatim('Space'),
  alt: verbatim('what fills it'),
  parts,
});

/** What can be read in a picture. */
const wordsIn = (element: Pictured): readonly string[] =>
  [...(svgOf(element) ?? '').matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text ?? '');

describe('a chart', () => {
  it('is read in units that people compare, with the last number of each line at its end', () => {
    const two = [
      { name: verbatim('File'), values: [100 * MIB, 300 * MIB] },
      { name: verbatim('Quota'), values: [512 * MIB, 512 * MIB], limit: true as const },
    ];
    const words = wordsIn(chart([0, 0], { series: two }));
    expect(words).toEqual(expect.arrayContaining(['0 MiB', '300 MiB', '512 MiB', '00:00', 'UTC']));
    expect(wordsIn(chart([0.004, 0.0125], { unit: 'seconds' }))).toContain('12.5 ms');
    expect(wordsIn(chart([10_000, 123_456], { unit: 'count' }))).toContain('123k');
  });

  it('has dashes for what must not be reached, and dots for what is foretold', () => {
    const limited = chart([MIB, 2 * MIB], {
      series: [
        { name: verbatim('File'), values: [MIB, 2 * MIB] },
        { name: verbatim('Quota'), values: [4 * MIB, 4 * MIB], limit: true },
      ],
      ahead: { at: START + 3 * HOUR, value: 4 * MIB },
    });
    const dashes = (element: Chart) =>
      [...(svgOf(element) ?? '').matchAll(/stroke-dasharray="([^"]+)"/g)].map(([, dash]) => dash);
    expect(new Set(dashes(limited))).toEqual(new Set(['8,5', '2,5']));
    expect(dashes(chart([MIB, 2 * MIB]))).toEqual([]);
    expect(wordsIn(limited)).toContain('03:00');
  });

  it('holds no word of any language: the font has only Latin letters', () => {
    expect(wordsIn(chart([MIB, 2 * MIB])).join('')).not.toMatch(/[^\u0020-\u007e]/);
  });

  it('draws days, gaps, and lines of no height', () => {
    const days = Array.from({ length: 300 }, (_, index) => (index % 7 === 0 ? null : 5 * MIB));
    expect(wordsIn(chart(days)).filter(word => /^\d\d-\d\d$/.test(word)).length).toBeGreaterThan(2);
    expect(svgOf(chart([0, 0]))).not.toBeNull();
  });

  it.each([[[]], [[null, null]], [[MIB]], [[null, MIB]]])('is nothing where there is no line: %j', values => {
    expect(svgOf(chart(values))).toBeNull();
  });
});

describe('a treemap', () => {
  it('names what is large enough, with its size', () => {
    const words = wordsIn(
      treemap([
        { label: '/registry/events/', bytes: 900 * MIB, owner: 'kubernetes' },
        { label: '/pg/', bytes: 300 * MIB, owner: 'patroni' },
        { label: '/tiny/', bytes: 1, owner: 'unknown' },
      ]),
    );
    expect(words).toEqual(expect.arrayContaining(['events/', '900 MiB', '/pg/', '300 MiB']));
    expect(words).not.toContain('/tiny/');
  });

  it('shows dots for letters it has none for, and never takes a name for markup', () => {
    const svg = svgOf(treemap([{ label: '/<b>队列{a|b}&"/', bytes: MIB, owner: 'unknown' }]));
    expect(svg).toContain('/&lt;b&gt;··{a|b}&amp;');
  });

  it('is nothing where there is nothing', () => {
    expect(svgOf(treemap([]))).toBeNull();
    expect(svgOf(treemap([{ label: '/', bytes: 0, owner: 'unknown' }]))).toBeNull();
  });
});

it('a picture is a PNG of twice as many dots, the same every time, and small', async () => {
  const element = chart([MIB, 3 * MIB, 2 * MIB]);
  const png = Buffer.from((await pngOf(element)) ?? []);
  expect(png.subarray(0, 8).toString('latin1')).toBe('\u0089PNG\r\n\u001a\n');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1280, 600]);
  expect(png.length).toBeLessThan(200_000);
  expect(Buffer.from((await pngOf(element)) ?? []).equals(png)).toBe(true);
});
