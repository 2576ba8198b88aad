import { describe, expect, it } from 'vitest';
import { renderText } from '../../src/console/render.ts';
import type { Document, Pictured } from '../../src/core/document.ts';
import type { Sample } from '../../src/core/history/sample.ts';
import { trendOf } from '../../src/core/trend/trend-of.ts';
import { forecastText, presentTrend } from '../../src/present/trend.ts';
import { speak } from '../../src/text/speak.ts';

const HOUR = 3_600_000;
const MIB = 1024 * 1024;

const samples = (count: number, mibAnHour: number): readonly Sample[] =>
  Array.from({ length: count }, (_, hour) => ({
    ...{ at: hour * HOUR, revision: hour, quota: 400 * MIB, leader: 'etcd-1', healthy: 1, voters: 1 },
    members: [
      { name: 'etcd-1', dbSize: (200 + hour * mibAnHour) * MIB, dbSizeInUse: 9 * MIB, fsync: null, commit: null },
    ],
  }));

const chartIn = (document: Document): Extract<Pictured, { type: 'chart' }> | undefined =>
  document.flatMap(element => (element.type === 'chart' ? [element] : []))[0];
const drawn = (count: number, mibAnHour: number) =>
  chartIn(presentTrend(trendOf('prod', 'quota', samples(count, mibAnHour))));

describe('what is foretold', () => {
  const told = (days: number) => {
    const at = days * 24 * HOUR;
    const { text } = forecastText({ kind: 'reaches', at, earliest: at, latest: at, slope: 1 }, 'prod', 0);
    return speak(text, 'en').flatMap(segment => (segment.type === 'time' ? [segment.text] : []));
  };

  it('has an hour only where that says something', () => {
    expect(told(1)).toEqual(Array(3).fill('1970-01-02 00:00:00 UTC'));
    expect(told(6)).toEqual(Array(3).fill('1970-01-07 UTC'));
  });
});

describe('the picture of a trend', () => {
  it('goes on to the quota and the day that is foretold, where that is near', () => {
    // 148 hours at 1 MiB an hour: 53 MiB are left, 53 hours.
    const chart = drawn(148, 1);
    expect(chart?.ahead?.value).toBe(400 * MIB);
    expect(chart?.ahead?.at).toBeGreaterThan(198 * HOUR);
    expect(chart?.ahead?.at).toBeLessThan(202 * HOUR);
    expect(chart?.series.map(({ limit }) => limit)).toEqual([undefined, undefined, true]);
  });

  it('goes on for half of what is known, where the day is far', () => {
    const chart = drawn(101, 0.25);
    expect(chart?.ahead?.at).toBe(150 * HOUR);
    expect(chart?.ahead?.value).toBeGreaterThan(237 * MIB);
    expect(chart?.ahead?.value).toBeLessThan(238 * MIB);
  });

  it('has words beside it for how much of the file is empty', () => {
    const document = presentTrend(trendOf('prod', 'quota', samples(101, 1)));
    const told = (language: 'en' | 'zh') => renderText(document, speak, { language, colour: false });
    expect(told('en')).toMatch(/Fragmentation +97 % of the file of etcd-1 is empty: 291 MiB \(9[56] % at first\)/);
    expect(told('zh')).toContain('etcd-1 的文件有 97% 为空：291 MiB');
  });

  it.each([
    ['does not grow', 100, 0],
    ['is known for too short', 5, 1],
  ])('goes on to nowhere where the file %s', (_, count, mibAnHour) => {
    expect(drawn(count, mibAnHour)).toMatchObject({ type: 'chart' });
    expect(drawn(count, mibAnHour)).not.toHaveProperty('ahead');
  });

  it('has as many points as its surveys tell, and at most 300', () => {
    expect(drawn(60, 1)?.times).toHaveLength(20);
    expect(drawn(400, 1)?.times).toHaveLength(100);
    expect(drawn(5_000, 0)?.times).toHaveLength(300);
  });
});
