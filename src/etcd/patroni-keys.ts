import type { PatroniCluster } from '../core/cluster.ts';
import { patroniKeyName } from '../core/patroni/key-name.ts';

export type FoundCluster = Omit<PatroniCluster, 'leader'> & { readonly leaderKey: string | null };

/**
 * Finds the PostgreSQL clusters among the keys below a namespace, by name. A Citus cluster has a number between scope and key, and
 * each number is a cluster with a leader of its own: `shop/0`. Keys of others in the same namespace are left out.
 */
export function findClusters(prefix: string, keys: readonly string[]): readonly FoundCluster[] {
  const found = new Map<string, { members: string[]; leaderKey: string | null }>();
  for (const key of keys) {
    const parsed = patroniKeyName(prefix, key);
    if (parsed === null) continue;
    const cluster = found.get(parsed.name) ?? { members: [], leaderKey: null };
    found.set(parsed.name, cluster);
    if (parsed.rest === 'leader') cluster.leaderKey = key;
    if (parsed.rest.startsWith('members/')) cluster.members.push(parsed.rest.slice('members/'.length));
  }
  return [...found].map(([name, cluster]) => ({ name, ...cluster })).sort((a, b) => (a.name < b.name ? -1 : 1));
}
