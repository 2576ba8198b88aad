import type { PatroniKey, PostgresCluster, PostgresState, Reach } from './cluster.ts';
import { addressesOf } from './look.ts';
import { withoutRaw } from './strange-fields.ts';

/** How PostgreSQL stood when etcd was last read whole, for the time when it cannot be. Milliseconds since the epoch. */
export type Picture = { readonly seenAt: number; readonly state: PostgresState };

export type Pictures = {
  readonly keep: (cluster: string, picture: Picture) => Promise<void>;
  readonly last: (cluster: string) => Promise<Picture | null>;
};

/** Tells of each address whether it answers; of those that nobody could ask, nothing. Never rejects. */
export type AskReach = (addresses: readonly string[], signal?: AbortSignal) => Promise<Answers>;
export type Answers = Readonly<Record<string, Exclude<Reach, 'unasked'>>>;

/** More than one etcd carries. */
const MOST_CLUSTERS = 500;

/** What an impact is judged by, and no more: names, settings of the configuration, addresses. */
export function pictureOf(seenAt: number, { clusters }: PostgresState): Picture {
  const partial = clusters.length > MOST_CLUSTERS;
  const kept = clusters.slice(0, MOST_CLUSTERS).map(sketchOf);
  return { seenAt, state: { clusters: kept, reach: {}, ...(partial ? { partial: true } : {}) } };
}

function sketchOf(cluster: PostgresCluster): PostgresCluster {
  const { otherKeys: _, ...known } = cluster;
  return {
    ...known,
    failover: withoutRaw(cluster.failover),
    sync: withoutRaw(cluster.sync),
    config: mapped(cluster.config, config => ({ ...config, raw: {} })),
    leader: mapped(cluster.leader, leader => ({ ...leader, lease: null })),
    members: cluster.members.map(member =>
      mapped(member, ({ raw: _, ...rest }) => ({ ...rest, connUrl: null, tags: {}, lease: null })),
    ),
    initialize: { state: 'absent' },
    status: { state: 'absent' },
    history: { state: 'absent' },
    leaseless: [],
  };
}

const mapped = <A, B>(key: PatroniKey<A>, to: (value: A) => B): PatroniKey<B> =>
  key.state === 'read' ? { ...key, value: to(key.value) } : key;

/** Every REST address that somebody may have to answer at, each once. */
export const addressesIn = ({ clusters }: Pick<PostgresState, 'clusters'>): readonly string[] => [
  ...new Set(clusters.flatMap(cluster => [...addressesOf(cluster).values()])),
];
