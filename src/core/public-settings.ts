import { createHash } from 'node:crypto';
import type { AuditRecord } from './audit.ts';
import { canonical } from './plan.ts';
import type { ClusterSettings, Settings } from './settings.ts';

/** The settings without anything secret: no passwords, no keys, no certificates, and no address of the store, which may hold one. */
export const publicPart = ({ language, redis, clusters, channels, access, approvals }: Settings) => ({
  ...{ language, channels, access, approvals },
  prefix: redis.prefix,
  clusters: clusters.map(publicCluster),
});

const publicCluster = ({ name, environment, endpoints, deadlineMs, maintenance, ...rest }: ClusterSettings) => ({
  ...{ name, environment, endpoints, deadlineMs, maintenance: maintenance ?? [] },
  tls: rest.tls !== null,
  username: rest.auth?.username ?? null,
  patroni: rest.patroni?.namespace ?? null,
  ...(rest.prometheus ? { prometheus: rest.prometheus.url } : {}),
});

/** Which settings a process works by: what changes in their public part changes the hash. `*` stands for all clusters. */
export function auditOfConfiguration(
  settings: Settings,
  { at, role, version }: { readonly at: number; readonly role: 'bot' | 'worker'; readonly version: string },
): AuditRecord {
  const shown = canonical(publicPart(settings));
  const hash = createHash('sha256').update(shown).digest('hex');
  const clusters = settings.clusters.map(({ name }) => name).join(' ');
  return {
    ...{ at, what: 'configuration', who: role, cluster: '*', operation: null },
    details: { hash, version, clusters },
  };
}
