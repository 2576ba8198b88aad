import type { Snapshot } from '../../src/core/cluster.ts';
import type { ReadCommand } from '../../src/core/command.ts';
import type { PgImpactFacts } from '../../src/core/facts/postgres.ts';
import { aroundOf } from '../../src/core/patroni/around.ts';
import type { Impact } from '../../src/core/patroni/impact.ts';
import { impactOf, stallBudget } from '../../src/core/patroni/impact-of.ts';
import { latestOf } from '../../src/core/patroni/latest.ts';
import { isRefusal, type Refusal } from '../../src/core/refusal.ts';

/** What an outage of this etcd would do to every PostgreSQL cluster that uses it, as they are now. */
export const pgImpact: ReadCommand = {
  kind: 'read',
  words: ['pg', 'impact'],
  aliases: [],
  summary: 'pg.summary.impact',
  args: [],
  options: [],
  examples: ['pg impact', 'pg impact --cluster prod'],
  permission: () => 'read',
  needs: () => ({ parts: ['postgres', 'reach', 'members', 'pigsty'] }),
  view: (_request, snapshot) => judge(snapshot),
};

const worstFirst: Readonly<Record<Impact['fate'], number>> = { demotes: 0, unknown: 1, leaderless: 2, stays: 3 };

function judge(snapshot: Snapshot): PgImpactFacts | Refusal {
  const latest = latestOf(snapshot);
  if (isRefusal(latest)) return latest;
  const { cluster, takenAt, tookMs } = snapshot;
  const { state, seenAt, fault } = latest;
  const around = aroundOf(snapshot);
  const impacts = state?.clusters.map(each => impactOf(each, state, around)) ?? null;
  const { seconds = null, tightest = null } = state === null ? {} : stallBudget(state);
  return {
    ...{ kind: 'pg_impact', cluster, takenAt, tookMs, seenAt, fault },
    ...{ oneView: state?.oneView === true, partial: state?.partial === true },
    impacts: impacts?.toSorted((one, other) => worstFirst[one.fate] - worstFirst[other.fate]) ?? null,
    budget: seconds === null || tightest === null ? null : { seconds, tightest },
  };
}
