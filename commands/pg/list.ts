import type { Snapshot } from '../../src/core/cluster.ts';
import type { ReadCommand } from '../../src/core/command.ts';
import type { PgListFacts, PgRow } from '../../src/core/facts/postgres.ts';
import type { PostgresCluster, PostgresState } from '../../src/core/patroni/cluster.ts';
import { impactOf } from '../../src/core/patroni/impact-of.ts';
import { latestOf } from '../../src/core/patroni/latest.ts';
import { leaderOf, memberOf, readableMembers } from '../../src/core/patroni/look.ts';
import { standingOf } from '../../src/core/patroni/standing.ts';
import { isRefusal, type Refusal } from '../../src/core/refusal.ts';

/** The PostgreSQL clusters that use this etcd. */
export const pgList: ReadCommand = {
  kind: 'read',
  words: ['pg', 'list'],
  aliases: [['pg', 'ls']],
  summary: 'pg.summary.list',
  args: [],
  options: [],
  examples: ['pg list', 'pg list --cluster prod'],
  permission: () => 'read',
  needs: () => ({ parts: ['postgres'], leases: false }),
  view: (_request, snapshot) => listOf(snapshot),
};

function listOf(snapshot: Snapshot): PgListFacts | Refusal {
  const latest = latestOf(snapshot);
  if (isRefusal(latest)) return latest;
  const { cluster, takenAt, tookMs } = snapshot;
  const { state, seenAt, fault } = latest;
  return {
    ...{ kind: 'pg_list', cluster, takenAt, tookMs, seenAt, fault },
    ...{ oneView: state?.oneView === true, partial: state?.partial === true },
    rows: state === null ? null : state.clusters.map(each => rowOf(each, state)),
  };
}

function rowOf(cluster: PostgresCluster, state: PostgresState): PgRow {
  const leader = leaderOf(cluster);
  const versions = readableMembers(cluster).flatMap(({ version }) => (version === null ? [] : [version]));
  return {
    name: cluster.name,
    standing: standingOf(cluster),
    leader,
    members: cluster.memberNames.length,
    versions: [...new Set(versions)],
    timeline: leader === null ? null : (memberOf(cluster, leader)?.timeline ?? null),
    impact: impactOf(cluster, state),
  };
}
