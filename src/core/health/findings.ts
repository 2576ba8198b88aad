import type { BackupSight } from '../backup.ts';
import type { Snapshot } from '../cluster.ts';
import type { HashesFacts } from '../facts/hashes.ts';
import type { Reading } from '../history/load.ts';
import type { Sample } from '../history/sample.ts';
import { judgeBackups } from './backup.ts';
import { judgeEndpoints } from './endpoints.ts';
import { type Finding, find, worstFirst } from './finding.ts';
import { judgeLists } from './lists.ts';
import { findingsOverTime } from './over-time.ts';
import type { ClusterState } from './state.ts';
import { namesOf } from './verdict.ts';

/** What a cluster is judged by, beside what `status` finds in a survey. */
export type Evidence = {
  readonly status: ClusterState & { readonly findings: readonly Finding[] };
  readonly snapshot: Snapshot;
  /** Oldest first, this survey's last where it is remembered. */
  readonly readings: readonly Reading[];
  /** Oldest first: what is remembered of the last hours, if it is. */
  readonly past: readonly Sample[];
  /** Null where none are configured. */
  readonly backup: BackupSight | null;
  /** Where data was compared just now: then it counts, and not what was seen before. */
  readonly hashes?: HashesFacts;
};

/** All that is wrong with a cluster as far as anybody can know, worst first: the same for whoever watches, reports and diagnoses. */
export function findingsOf({ status, snapshot, readings, past, backup, hashes }: Evidence): readonly Finding[] {
  const overTime = findingsOverTime(status, readings, past, status.thresholds);
  const compared = hashes === undefined ? null : differing(hashes);
  return worstFirst([
    ...status.findings,
    ...(compared ?? []),
    ...judgeLists(status, snapshot),
    ...judgeEndpoints(status, snapshot),
    ...overTime.filter(({ code }) => compared === null || code !== 'hash_differs'),
    ...judgeBackups(backup, snapshot.takenAt),
  ]);
}

function differing({ outcome, rows }: HashesFacts): readonly Finding[] {
  if (outcome !== 'differ' && outcome !== 'split') return [];
  const names = rows.filter(({ state }) => state === 'differs' || state === 'unclear').map(({ name }) => name);
  return [find('hash_differs', 'bad', { who: namesOf(names) })];
}
