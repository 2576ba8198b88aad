import { code, list, say, type Text, verbatim } from '../message.ts';
import type { PatroniConfig, PostgresCluster, PostgresState } from './cluster.ts';
import type { Impact } from './impact.ts';
import { leaderOf, memberOf, reachOf, readableMembers } from './look.ts';
import { demotionOf, shortestBudget, stallBudgetOf, timingOf } from './timing.ts';
import { isBefore, isVersion } from './version.ts';

export type Ruling = Pick<Impact, 'fate' | 'demotesAfter' | 'budget' | 'dependsOn' | 'reasons'>;

/** Failsafe mode came with it (patroni docs, dcs_failsafe_mode). */
const FAILSAFE_SINCE = '3.0.0';

const names = (who: readonly string[]) => list(who.map(name => verbatim(name)));

/**
 * What an outage of etcd does to the primary: `_handle_dcs_error` of patroni/ha.py, question by question. Each was measured on real clusters, but
 * for Patroni before 3.0 and standby clusters, which are as its source says.
 */
export function fateOf(cluster: PostgresCluster, state: Pick<PostgresState, 'reach'>): Ruling {
  const leader = leaderOf(cluster);
  if (cluster.leader.state === 'broken') return unreadable(say('impact.leader_broken'));
  if (leader === null) return leaderless(cluster);
  if (cluster.config.state === 'broken') return unreadable(say('impact.config_broken'));
  if (cluster.config.state === 'absent') return unreadable(say('impact.config_absent'));

  const config = cluster.config.value;
  if (config.standbyCluster) return stays(say('impact.standby_cluster', { leader: code(leader) }));
  if (config.pause && memberOf(cluster, leader)?.paused) return stays(say('impact.paused', { leader: code(leader) }));
  if (!config.failsafeMode) return demotes(config, false, [say('impact.failsafe_off')]);
  return failsafe(cluster, config, leader, state);
}

/** `check_failsafe_topology`: everybody in the failsafe key has to accept, or the primary is demoted. */
function failsafe(
  cluster: PostgresCluster,
  config: PatroniConfig,
  leader: string,
  state: Pick<PostgresState, 'reach'>,
): Ruling {
  const told = cluster.failsafe;
  const own = memberOf(cluster, leader)?.version ?? null;
  if (!isVersion(own)) return unreadable(say('impact.version_unknown', { leader: code(leader) }), config);
  const asked = told.state === 'read' ? Object.keys(told.value).filter(name => name !== leader) : [];
  const old = readableMembers(cluster).filter(({ version }) => isVersion(version) && isBefore(version, FAILSAFE_SINCE));
  const reach = reachOf(cluster, state);
  const silent = asked.filter(name => reach(name) === 'silent');
  const against = [
    ...(old.length > 0 ? [say('impact.too_old', { who: names(old.map(({ name }) => name)) })] : []),
    ...(told.state === 'absent' ? [say('impact.failsafe_absent')] : []),
    ...(told.state === 'broken' ? [say('impact.failsafe_broken')] : []),
    ...(told.state === 'read' && !Object.hasOwn(told.value, leader)
      ? [say('impact.failsafe_without_leader', { leader: code(leader) })]
      : []),
    ...(silent.length > 0 ? [say('impact.failsafe_silent', { who: names(silent), count: silent.length })] : []),
  ];
  if (against.length > 0) return demotes(config, asked.length > 0, against);
  if (asked.length === 0) return stays(say('impact.failsafe_alone'));
  const unasked = asked.filter(name => reach(name) === 'unasked');
  return unasked.length > 0
    ? depends(config, unasked)
    : stays(say('impact.failsafe_all', { who: names(asked), count: asked.length }));
}

const stays = (reason: Text): Ruling => ({
  fate: 'stays',
  demotesAfter: null,
  budget: null,
  dependsOn: [],
  reasons: [reason],
});

const demotes = (config: PatroniConfig, asksFailsafe: boolean, reasons: readonly Text[]): Ruling => ({
  fate: 'demotes',
  ...worst(config, asksFailsafe),
  dependsOn: [],
  reasons,
});

const depends = (config: PatroniConfig, dependsOn: readonly string[]): Ruling => ({
  fate: 'unknown',
  ...worst(config, true),
  dependsOn,
  reasons: [say('impact.failsafe_unasked', { who: names(dependsOn), count: dependsOn.length })],
});

const unreadable = (reason: Text, config?: PatroniConfig): Ruling => ({
  fate: 'unknown',
  ...(config ? worst(config, true) : { demotesAfter: null, budget: shortestBudget }),
  dependsOn: [],
  reasons: [reason],
});

const leaderless = ({ memberNames }: PostgresCluster): Ruling => ({
  fate: 'leaderless',
  demotesAfter: null,
  budget: null,
  dependsOn: [],
  reasons: [memberNames.length === 0 ? say('impact.orphaned') : say('impact.leaderless')],
});

const worst = (config: PatroniConfig, asksFailsafe: boolean) => {
  const timing = timingOf(config);
  return { demotesAfter: demotionOf(timing, asksFailsafe), budget: stallBudgetOf(timing) };
};
