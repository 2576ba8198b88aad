import type { PostgresCluster } from './cluster.ts';

/**
 * How a cluster stands, by its keys alone. `orphaned`: neither leader nor members: nobody runs it, now or any more; `stale`: keys without a lease,
 * which nobody renews; `broken`: a key that decides cannot be read.
 */
export type PgStanding = 'orphaned' | 'broken' | 'leaderless' | 'stale' | 'switching' | 'paused' | 'running';

export function standingOf(cluster: PostgresCluster): PgStanding {
  const { leader, members, config, failover, leaseless = [] } = cluster;
  if (leader.state === 'absent' && members.length === 0) return 'orphaned';
  if ([leader, config, ...members].some(({ state }) => state === 'broken')) return 'broken';
  if (leader.state === 'absent') return 'leaderless';
  if (leaseless.length > 0) return 'stale';
  if (failover.state === 'read' && failover.value !== null && failover.value.scheduledAt === null) return 'switching';
  return config.state === 'read' && config.value.pause ? 'paused' : 'running';
}
