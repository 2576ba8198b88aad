import type { PatroniCluster } from '../core/cluster.ts';

/** What Patroni keeps below `<namespace>/<scope>/` (patroni/dcs/__init__.py, AbstractDCS). */
const PATRONI_KEYS = /^(initialize|config|leader|status|history|failover|sync|failsafe|members\/.+|optime\/leader)$/;

export type FoundCluster = Omit<PatroniCluster, 'leader'> & { readonly leaderKey: string | null };

/** `/service`, `service/` and `/service/` are one namespace. */
export function namespacePrefix(namespace: string): string {
  const inner = namespace.replace(/^\/+|\/+$/g, '');
  return inner === '' ? '/' : `/${inner}/`;
}

/**
 * Finds the PostgreSQL clusters among the keys below a namespace, by name. A Citus cluster has a number between scope and key, and
 * each number is a cluster with a leader of its own: `shop/0`. Keys of others in the same namespace are left out.
 */
export function findClusters(prefix: string, keys: readonly string[]): readonly FoundCluster[] {
  const found = new Map<string, { members: string[]; leaderKey: string | null }>();
  for (const key of keys) {
    const parsed = parseKey(prefix, key);
    if (parsed === null) continue;
    const cluster = found.get(parsed.name) ?? { members: [], leaderKey: null };
    found.set(parsed.name, cluster);
    if (parsed.rest === 'leader') cluster.leaderKey = key;
    if (parsed.rest.startsWith('members/')) cluster.members.push(parsed.rest.slice('members/'.length));
  }
  return [...found].map(([name, cluster]) => ({ name, ...cluster })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function parseKey(prefix: string, key: string): { readonly name: string; readonly rest: string } | null {
  const [, name, rest] = /^([^/]+(?:\/\d+)?)\/(.+)$/.exec(key.startsWith(prefix) ? key.slice(prefix.length) : '') ?? [];
  return name !== undefined && rest !== undefined && PATRONI_KEYS.test(rest) ? { name, rest } : null;
}
