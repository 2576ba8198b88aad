import type { Snapshot } from '../../src/core/cluster.ts';
import type { ReadCommand } from '../../src/core/command.ts';
import type { PgShowFacts } from '../../src/core/facts/postgres.ts';
import { phraseOf } from '../../src/core/health/fault.ts';
import { inner } from '../../src/core/message.ts';
import { aroundOf } from '../../src/core/patroni/around.ts';
import type { PatroniKey, PatroniMember, PostgresCluster } from '../../src/core/patroni/cluster.ts';
import { findPostgres } from '../../src/core/patroni/find.ts';
import { impactOf } from '../../src/core/patroni/impact-of.ts';
import { latestOf } from '../../src/core/patroni/latest.ts';
import { reachOf } from '../../src/core/patroni/look.ts';
import { standingOf } from '../../src/core/patroni/standing.ts';
import { strangeFields, withoutRaw } from '../../src/core/patroni/strange-fields.ts';
import { isRefusal, type Refusal, refuse } from '../../src/core/refusal.ts';

/** One PostgreSQL cluster: all that Patroni keeps of it in etcd, decoded. */
export const pgShow: ReadCommand = {
  kind: 'read',
  words: ['pg', 'show'],
  aliases: [],
  summary: 'pg.summary.show',
  args: [{ name: 'name', required: true, kind: 'text' }],
  options: [],
  examples: ['pg show pg-test', 'pg show shop/0'],
  permission: () => 'read',
  needs: () => ({ parts: ['postgres', 'reach', 'members', 'pigsty'] }),
  view: (request, snapshot) => showOf(request.args.name ?? '', snapshot),
};

function showOf(typed: string, snapshot: Snapshot): PgShowFacts | Refusal {
  const latest = latestOf(snapshot);
  if (isRefusal(latest)) return latest;
  const { state, seenAt, fault } = latest;
  if (state === null)
    return refuse('postgres_unreadable', { phrase: inner(phraseOf(fault ?? { code: 'unknown', detail: '' })) });
  const postgres = findPostgres(typed, state.clusters);
  if (isRefusal(postgres)) return postgres;
  const { cluster, takenAt, tookMs } = snapshot;
  const reach = reachOf(postgres, state);
  return {
    ...{ kind: 'pg_show', cluster, takenAt, tookMs, seenAt, fault },
    ...{ oneView: state.oneView === true, partial: state.partial === true },
    ...withoutDetails(postgres),
    standing: standingOf(postgres),
    impact: impactOf(postgres, state, aroundOf(snapshot)),
    reach: Object.fromEntries(postgres.memberNames.map(name => [name, reach(name)])),
  };
}

/** What stands in fields that are not known may be anybody's: their names are told, and no more. */
function withoutDetails(postgres: PostgresCluster): Pick<PgShowFacts, 'postgres' | 'configured' | 'strange'> {
  const { config, failover, sync, status, history, members } = postgres;
  const bare = {
    ...postgres,
    ...{ failover: withoutRaw(failover), sync: withoutRaw(sync), status: withoutRaw(status) },
    history: withoutRaw(history),
    members: members.map(withoutFields),
  };
  const strange = strangeFields(postgres);
  if (config.state !== 'read') return { postgres: bare, configured: [], strange };
  const kept = { ...config, value: { ...config.value, raw: {} } };
  return { postgres: { ...bare, config: kept }, configured: Object.keys(config.value.raw), strange };
}

function withoutFields(member: PatroniKey<PatroniMember>): PatroniKey<PatroniMember> {
  if (member.state !== 'read') return member;
  const { raw: _, ...value } = member.value;
  return { ...member, value };
}
