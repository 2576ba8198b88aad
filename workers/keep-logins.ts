import type { EtcdReader } from '../src/core/ports.ts';
import type { Settings } from '../src/core/settings.ts';

/**
 * etcd forgets a login that nobody uses for five minutes (auth-token-ttl), each member for itself, and takes no new one without a quorum. So
 * logins are used on every member in between: then a cluster that loses its quorum can still be looked at, started and reset. Never rejects.
 */
export async function keepLogins(
  { clusters }: Pick<Settings, 'clusters'>,
  reader: (cluster: string) => Pick<EtcdReader, 'survey'> | null,
): Promise<void> {
  const asked = clusters.filter(({ auth }) => auth !== null);
  // With the list, those are asked, too, that only etcd names.
  await Promise.all(asked.map(({ name }) => reader(name)?.survey({ parts: ['status', 'members', 'probes'] })));
}
