import { patroniKeys, type SampleKey, type SamplePostgres } from './sample-patroni.ts';

export type KeyWriter = {
  readonly put: (key: string, value: string, lease?: string) => Promise<void>;
  readonly grantLease: (seconds: number) => Promise<string>;
};

/** A new Patroni that keeps its primary through an outage of etcd, with three members, one of them synchronous. */
const ORDERS: SamplePostgres = {
  name: 'pg-orders',
  patroni: '4.0.7',
  postgres: '17',
  systemId: '7546201873359104018',
  members: ['10.10.10.11', '10.10.10.12', '10.10.10.13'],
  timeline: 3,
  position: 118_111_600_640,
  failsafe: true,
  synchronous: true,
};

/** An old Patroni without failsafe mode: an outage of etcd makes its primary read-only. */
const AUDIT: SamplePostgres = {
  name: 'pg-audit',
  patroni: '3.0.2',
  postgres: '15',
  systemId: '7302114986612390711',
  members: ['10.10.10.21', '10.10.10.22'],
  timeline: 1,
  position: 50_331_744,
  failsafe: false,
  synchronous: false,
};

/** What else lives in such an etcd: settings, locks, a service registry. */
const OTHERS: readonly SampleKey[] = [
  { key: '/config/billing/currency', value: 'EUR' },
  { key: '/config/billing/feature-flags', value: '{"invoices_v2":true,"dunning":false}' },
  { key: '/config/gateway/rate-limit', value: '2500' },
  { key: '/config/gateway/upstreams', value: '["10.10.10.31:8080","10.10.10.32:8080"]' },
  { key: '/locks/nightly-batch', value: 'batch-7', lease: 'batch-7' },
  { key: '/registry/services/search/10.10.10.41', value: '{"port":9200,"zone":"a"}', lease: 'search-1' },
  { key: '/registry/services/search/10.10.10.42', value: '{"port":9200,"zone":"b"}', lease: 'search-2' },
  { key: '/registry/services/mail/10.10.10.51', value: '{"port":2525,"zone":"a"}', lease: 'mail-1' },
];

export const samplePostgres: readonly SamplePostgres[] = [ORDERS, AUDIT];

/** The keys of two PostgreSQL clusters under `/pg`, and some others. */
export function sampleKeys(now: Date): readonly SampleKey[] {
  return [...samplePostgres.flatMap(cluster => patroniKeys(cluster, now)), ...OTHERS];
}

/**
 * Writes the sample. Leases live `leaseSeconds` (default 30 days, not Patroni's 30 seconds: nobody here renews them).
 * Returns how many keys were written.
 */
export async function writeSampleKeys(writer: KeyWriter, now: Date, leaseSeconds = 30 * 24 * 3600): Promise<number> {
  const keys = sampleKeys(now);
  const leases = new Map<string, string>();
  for (const { key, value, lease } of keys) {
    if (lease !== undefined && !leases.has(lease)) leases.set(lease, await writer.grantLease(leaseSeconds));
    await writer.put(key, value, lease === undefined ? undefined : leases.get(lease));
  }
  return keys.length;
}
