import { describe, expect, it } from 'vitest';
import { formatBytes, formatDuration, formatNumber, formatRatio, formatTime } from '../../src/text/quantities.ts';

describe('quantities', () => {
  it.each([
    [0, '0 B'],
    [1, '1 B'],
    [1023, '1,023 B'],
    [1024, '1 KiB'],
    [20_480, '20 KiB'],
    [1_992_294, '1.9 MiB'],
    [1_048_575, '1 MiB'],
    [2 ** 31, '2 GiB'],
    [2 ** 60, '1,024 PiB'],
    [-2048, '-2 KiB'],
  ])('%d bytes read %s', (value, text) => expect(formatBytes(value, 'en')).toBe(text));

  it.each([
    [0, '0 ms'],
    [1.24, '1.2 ms'],
    [12.4, '12 ms'],
    [999.7, '1 s'],
    [1234, '1.2 s'],
    [59_400, '59 s'],
    [59_700, '1 min'],
    [90_000, '1 min 30 s'],
    [240_000, '4 min'],
    [3_599_700, '1 h'],
    [5_400_000, '1 h 30 min'],
    [86_390_000, '1 d'],
    [183_600_000, '2 d 3 h'],
    [-240_000, '-4 min'],
  ])('%d ms read %s', (value, text) => expect(formatDuration(value, 'en')).toBe(text));

  it('says durations in Chinese', () => {
    expect([12, 1234, 90_000, 5_400_000, 183_600_000].map(ms => formatDuration(ms, 'zh'))).toEqual([
      '12 毫秒',
      '1.2 秒',
      '1 分钟 30 秒',
      '1 小时 30 分钟',
      '2 天 3 小时',
    ]);
  });

  it.each([
    [0, '0 %', '0%'],
    [0.004, '0.4 %', '0.4%'],
    [0.63, '63 %', '63%'],
    [0.631, '63 %', '63%'],
    [1.5, '150 %', '150%'],
  ])('the ratio %d reads %s', (value, en, zh) => {
    expect([formatRatio(value, 'en'), formatRatio(value, 'zh')]).toEqual([en, zh]);
  });

  it('groups numbers and names the zone of a time', () => {
    expect(formatNumber(1_234_567, 'en')).toBe('1,234,567');
    expect(formatTime(Date.UTC(2026, 10, 22, 18, 54, 10))).toBe('2026-11-22 18:54:10 UTC');
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('shows %d instead of failing', value => {
    for (const format of [formatBytes, formatDuration, formatRatio]) expect(format(value, 'en')).toBe(String(value));
    expect(formatTime(value)).toBe(String(value));
  });
});
