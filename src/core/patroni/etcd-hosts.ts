import type { Snapshot } from '../cluster.ts';
import { hostOf } from './caveats.ts';

/** Where etcd's members live, as they tell each other and their clients. */
export const etcdHosts = ({ members }: Pick<Snapshot, 'members'>): readonly string[] =>
  members.ok
    ? members.value.members.flatMap(({ peerUrls, clientUrls }) => [...peerUrls, ...clientUrls].map(hostOf))
    : [];
