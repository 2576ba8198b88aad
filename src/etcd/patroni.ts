import type { PatroniCluster } from '../core/cluster.ts';
import { namespacePrefix } from '../core/patroni/key-name.ts';
import type { CallContext } from './channel.ts';
import { endOfPrefix, type KeyReads } from './kv.ts';
import { findClusters } from './patroni-keys.ts';

/** Names only; a Patroni cluster of three has about ten keys. */
const MOST_KEYS = 20_000;
const MOST_LEADERS = 500;
const AT_ONCE = 16;

/** The PostgreSQL clusters below Patroni's namespace: their keys' names, and the value of each leader key, which is a member's name. */
export async function readPatroni(
  reads: KeyReads,
  { namespace, serializable }: { readonly namespace: string; readonly serializable: boolean },
  context: CallContext,
): Promise<readonly PatroniCluster[]> {
  const prefix = namespacePrefix(namespace);
  const start = Buffer.from(prefix);
  const range = { key: start, end: endOfPrefix(start), limit: MOST_KEYS, keysOnly: true, serializable, revision: null };
  const { kvs, header } = await reads.range(range, context);
  const found = findClusters(
    prefix,
    kvs.map(kv => kv.key.toString('utf8')),
  );

  const readLeader = async (key: string): Promise<string | null> => {
    const one = { key: Buffer.from(key), end: null, limit: 1, keysOnly: false, serializable };
    const answer = await reads.range({ ...one, revision: Number(header.revision) }, context);
    return answer.kvs[0]?.value.toString('utf8') ?? null;
  };
  const clusters: PatroniCluster[] = [];
  for (let at = 0; at < found.length; at += AT_ONCE) {
    const some = found.slice(at, at + AT_ONCE).map(async ({ leaderKey, ...cluster }, index) => ({
      ...cluster,
      leader: leaderKey === null || at + index >= MOST_LEADERS ? null : await readLeader(leaderKey),
    }));
    clusters.push(...(await Promise.all(some)));
  }
  return clusters;
}
