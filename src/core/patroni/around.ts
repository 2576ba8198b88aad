import type { Snapshot } from '../cluster.ts';
import { hostOf } from './caveats.ts';

/** What stands beside a PostgreSQL cluster: the hosts of etcd's members, and who has an address that moves with the primary, as the inventory says. */
export const aroundOf = ({ members, pigsty }: Pick<Snapshot, 'members' | 'pigsty'>) => ({
  etcdHosts: members.ok
    ? members.value.members.flatMap(({ peerUrls, clientUrls }) => [...peerUrls, ...clientUrls].map(hostOf))
    : [],
  vips: pigsty?.ok ? pigsty.value.inventory.postgres.flatMap(({ name, vip }) => (vip === null ? [] : [name])) : [],
});
