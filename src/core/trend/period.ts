import type { ReportFacts, Slowest } from '../facts/report.ts';
import type { Sample } from '../history/sample.ts';

/** What was worst within a time; null where nothing of it is remembered. Oldest first. */
export function periodOf(samples: readonly Sample[], from: number): ReportFacts['period'] {
  if (samples.length === 0) return null;
  const leaders = samples.flatMap(({ leader }) => leader ?? []);
  return {
    from: Math.max(from, samples[0]?.at ?? from),
    leaderChanges: leaders.filter((leader, index) => index > 0 && leader !== leaders[index - 1]).length,
    fsync: slowest(samples, 'fsync'),
    commit: slowest(samples, 'commit'),
  };
}

function slowest(samples: readonly Sample[], kind: 'fsync' | 'commit'): Slowest | null {
  let worst: Slowest | null = null;
  for (const { members } of samples) {
    for (const member of members) {
      const value = member[kind];
      if (value !== null && (worst === null || value > worst.value)) worst = { value, member: member.name };
    }
  }
  return worst;
}
