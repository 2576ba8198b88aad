import { describe, expect, it } from 'vitest';
import type { Sample } from '../../../src/core/history/sample.ts';
import { trendOf } from '../../../src/core/trend/trend-of.ts';

const HOUR = 3_600_000;
const MIB = 1024 * 1024;

const sample = (hour: number, more: Partial<Sample> = {}): Sample => ({
  ...{ at: hour * HOUR, revision: hour * 1_000, quota: 2048 * MIB, leader: 'etcd-1', healthy: 3, voters: 3 },
  members: ['etcd-1', 'etcd-2'].map((name, index) => ({
    ...{ name, dbSize: (100 + hour + index) * MIB, dbSizeInUse: 50 * MIB, fsync: 0.002 * (index + 1), commit: null },
  })),
  ...more,
});
const day = Array.from({ length: 49 }, (_, hour) => sample(hour));

describe('a trend', () => {
  it('of the quota is that of the largest file, with its limit and the day it is full', () => {
    const facts = trendOf('prod', 'quota', day);
    expect(facts).toMatchObject({ fileNow: 149 * MIB, inUseNow: 50 * MIB, quota: 2048 * MIB });
    expect(facts.times).toHaveLength(20);
    expect(facts.lines.map(({ of }) => of)).toEqual(['file', 'in_use', 'limit']);
    expect(facts.lines[0]?.values.at(-1)).toBe(149 * MIB);
    // 24 MiB a day, 1899 to go: further than twelve times what is known.
    expect(facts.forecast?.kind).toBe('far');
  });

  it('of the quota tells of whose file most is empty, and how that was at first', () => {
    const { fragmentation } = trendOf('prod', 'quota', day);
    expect(fragmentation).toMatchObject({ member: 'etcd-2', emptyBytes: 99 * MIB });
    expect(fragmentation?.share).toBeCloseTo(99 / 149, 5);
    expect(fragmentation?.before).toBeCloseTo(51 / 101, 5);
    const untold = sample(0, { members: [{ name: 'a', dbSize: 0, dbSizeInUse: null, fsync: null, commit: null }] });
    expect(trendOf('prod', 'quota', [untold]).fragmentation).toBeNull();
  });

  it('of latencies is that of the slowest member', () => {
    const [fsync, commit] = trendOf('prod', 'latency', day).lines;
    expect(new Set(fsync?.values)).toEqual(new Set([0.004]));
    expect(new Set(commit?.values)).toEqual(new Set([null]));
  });

  it('of revisions is by the hour, and nothing where the revision went back', () => {
    const [writes] = trendOf('prod', 'revisions', day).lines;
    for (const value of writes?.values ?? []) expect(value).toBeCloseTo(1_000, 5);
    const rebuilt = day.map((each, index) => (index >= 25 ? { ...each, revision: index } : each));
    expect(trendOf('prod', 'revisions', rebuilt).lines[0]?.values).toContain(null);
  });

  it('of the leader names every change', () => {
    const changed = day.map((each, index) => (index >= 10 && index < 20 ? { ...each, leader: 'etcd-2' } : each));
    expect(trendOf('prod', 'leader', changed).leaders).toEqual([
      { at: 10 * HOUR, from: 'etcd-1', to: 'etcd-2' },
      { at: 20 * HOUR, from: 'etcd-2', to: 'etcd-1' },
    ]);
  });

  it('of nothing says nothing', () => {
    expect(trendOf('prod', 'quota', [])).toMatchObject({ span: null, lines: [{ values: [] }, { values: [] }] });
  });
});
