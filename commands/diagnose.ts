import { adviseOn } from '../src/core/advice/advise.ts';
import type { Reading, Snapshot } from '../src/core/cluster.ts';
import type { Memory, ReadCommand } from '../src/core/command.ts';
import type { Area, DiagnoseFacts } from '../src/core/facts/diagnose.ts';
import type { HashesFacts } from '../src/core/facts/hashes.ts';
import { type StatusFacts, statusOf } from '../src/core/facts/status.ts';
import { type Finding, worstFirst } from '../src/core/health/finding.ts';
import { findingsOf } from '../src/core/health/findings.ts';
import { pastOf } from '../src/core/health/growth.ts';
import { compareHashes } from '../src/core/health/hashes.ts';
import { periodOf } from '../src/core/trend/period.ts';
import { report } from './report.ts';

const DAY = 24 * 60 * 60_000;

/** Everything that can be looked at, at once: what etcd's own diagnosis looks at (github.com/etcd-io/diagnosis), and all rules of this bot. */
export const diagnose: ReadCommand = {
  kind: 'read',
  words: ['diagnose'],
  aliases: [],
  summary: 'diagnose.summary',
  args: [],
  options: [],
  examples: ['diagnose', 'diagnose -c prod'],
  permission: () => 'read',
  needs: request => {
    const needs = report.needs(request);
    return 'parts' in needs ? { ...needs, parts: [...needs.parts, 'load', 'hashes'] } : needs;
  },
  recalls: () => DAY,
  gathers: true,
  view: (_request, snapshot, memory) => diagnosisOf(snapshot, memory),
};

function diagnosisOf(snapshot: Snapshot, { beside, history = [] }: Memory): DiagnoseFacts {
  const status = statusOf(snapshot);
  const hashes = compareHashes(snapshot);
  const { readings = [], backup = null } = beside ?? {};
  const advice = adviseOn({ state: status, snapshot, compacted: null }).inTime;
  const told = [
    ...findingsOf({ status, snapshot, readings, past: pastOf(history, snapshot.takenAt), backup, hashes }),
    ...advice,
  ];
  return {
    kind: 'diagnose',
    cluster: snapshot.cluster,
    takenAt: snapshot.takenAt,
    tookMs: snapshot.tookMs,
    status,
    findings: worstFirst(told),
    hashes,
    areas: areasOf(snapshot, status, told, hashes, { readings: readings.length, backups: backup !== null }),
    endpoints: snapshot.endpoints,
    readings,
    period: periodOf(history, snapshot.takenAt - DAY),
    backup,
  };
}

function areasOf(
  { endpoints, certificates, auth }: Snapshot,
  { members }: StatusFacts,
  told: readonly Finding[],
  hashes: HashesFacts,
  known: { readonly readings: number; readonly backups: boolean },
): readonly Area[] {
  const all = (ok: (of: Snapshot['endpoints'][number]) => Reading<unknown> | undefined): boolean =>
    endpoints.length > 0 && endpoints.every(each => ok(each)?.ok === true);
  const has = (...starts: readonly string[]): boolean =>
    told.some(({ code, tone }) => tone !== 'info' && starts.some(start => code.startsWith(start)));
  const area = (of: Area['of'], isKnown: boolean, isFound: boolean): Area => ({
    of,
    outcome: isFound ? 'found' : isKnown ? 'well' : 'unknown',
  });
  return [
    area('data', hashes.outcome !== 'incomparable', has('hash_differs', 'corrupt')),
    area(
      'reads',
      members.length > 0,
      members.some(({ role, health }) => role !== 'learner' && health !== 'healthy'),
    ),
    area(
      'metrics',
      all(({ metrics }) => metrics),
      has('fsync_slow', 'commit_slow', 'peers_slow', 'requests_'),
    ),
    area(
      'lists',
      all(({ list }) => list),
      has('lists_differ', 'members_unreadable'),
    ),
    area('certificates', certificates?.ok === true, has('certificate_', 'ports_plain', 'access_')),
    area('logins', auth?.ok === true, has('login_', 'logins_')),
    area('backups', known.backups, has('backup_')),
    area('past', known.readings > 1, has('leader_changes', 'proposals_fail', 'grows_fast', 'learner_stuck')),
  ];
}
