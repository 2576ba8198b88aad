import type { Line, TrendFacts, TrendSubject } from '../facts/trend.ts';
import { gainOf } from '../health/fragmentation.ts';
import type { MemberSample, Sample } from '../history/sample.ts';
import { forecast, type Point } from './forecast.ts';
import { highestIn, pointsOf, type Window, windowsOf } from './windows.ts';

/** How a cluster went, by what is remembered of it, oldest first. */
export function trendOf(cluster: string, subject: TrendSubject, samples: readonly Sample[]): TrendFacts {
  const [first, last] = [samples[0], samples.at(-1)];
  const windows = first && last ? windowsOf(samples, first.at, last.at, pointsOf(samples.length)) : [];
  const quota = last?.quota ?? null;
  const about: TrendFacts = {
    kind: 'trend',
    cluster,
    subject,
    span: first && last ? { from: first.at, to: last.at, surveys: samples.length } : null,
    times: windows.map(({ at }) => at),
    lines: linesOf(subject, windows, quota),
    forecast: null,
    quota: null,
    fileNow: null,
    inUseNow: null,
    fragmentation: null,
    leaders: [],
  };
  switch (subject) {
    case 'quota':
      return {
        ...about,
        quota,
        fileNow: last ? largest(last, 'dbSize') : null,
        inUseNow: last ? largest(last, 'dbSizeInUse') : null,
        fragmentation: first && last ? fragmentationOf(first, last) : null,
        forecast: quota === null ? null : forecast(filePoints(samples), quota),
      };
    case 'leader':
      return { ...about, leaders: leadersOf(samples) };
    default:
      return about;
  }
}

function linesOf(subject: TrendSubject, windows: readonly Window[], quota: number | null): readonly Line[] {
  const line = (of: Line['of'], tell: (member: MemberSample) => number | null): Line => ({
    of,
    values: windows.map(window => highestIn(window, ({ members }) => members.map(tell))),
  });
  switch (subject) {
    case 'quota':
      return [
        line('file', ({ dbSize }) => dbSize),
        line('in_use', ({ dbSizeInUse }) => dbSizeInUse),
        ...(quota === null ? [] : [{ of: 'limit', values: windows.map(() => quota) } as const]),
      ];
    case 'latency':
      return [line('fsync', ({ fsync }) => fsync), line('commit', ({ commit }) => commit)];
    case 'revisions':
      return [{ of: 'writes', values: windows.map(writesIn) }];
    case 'leader':
      return [];
  }
}

const HOUR = 60 * 60_000;

/** Revisions an hour; null where fewer than two surveys tell, or the revision went back, as after a rebuild. */
function writesIn({ samples }: Window): number | null {
  const known = samples.flatMap(({ at, revision }) => (revision === null ? [] : [{ at, revision }]));
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last || last.at <= first.at || last.revision < first.revision) return null;
  return ((last.revision - first.revision) / (last.at - first.at)) * HOUR;
}

/** The quota is compared with the file, and the largest is the first to reach it. */
const filePoints = (samples: readonly Sample[]): readonly Point[] =>
  samples.flatMap(sample => {
    const value = largest(sample, 'dbSize');
    return value === null ? [] : [{ at: sample.at, value }];
  });

function largest({ members }: Sample, size: 'dbSize' | 'dbSizeInUse'): number | null {
  const known = members.flatMap(member => member[size] ?? []);
  return known.length > 0 ? Math.max(...known) : null;
}

/** The member of whose file most is empty now. */
function fragmentationOf(first: Sample, last: Sample): TrendFacts['fragmentation'] {
  const gainsIn = ({ members }: Sample) =>
    members.flatMap(member => {
      const gain = gainOf(member);
      return gain === null ? [] : [{ member: member.name, share: gain.share, emptyBytes: gain.free }];
    });
  const most = gainsIn(last).toSorted((one, other) => other.share - one.share)[0];
  if (most === undefined) return null;
  return { ...most, before: gainsIn(first).find(({ member }) => member === most.member)?.share ?? null };
}

function leadersOf(samples: readonly Sample[]): TrendFacts['leaders'] {
  const known = samples.flatMap(({ at, leader }) => (leader === null ? [] : [{ at, leader }]));
  return known.flatMap(({ at, leader }, index) => {
    const before = known[index - 1];
    return before && before.leader !== leader ? [{ at, from: before.leader, to: leader }] : [];
  });
}
