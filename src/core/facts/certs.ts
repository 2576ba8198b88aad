import type { Certificates } from '../certificates.ts';
import type { Reading } from '../cluster.ts';
import type { Finding } from '../health/finding.ts';
import type { Text } from '../message.ts';

/** What the ports of a cluster serve. */
export type CertsFacts = {
  readonly kind: 'certs';
  readonly cluster: string;
  readonly takenAt: number;
  readonly tookMs: number;
  readonly certificates: Reading<Certificates>;
  /** Of the certificates alone, worst first. */
  readonly findings: readonly Finding[];
  /** What keeps a Pigsty from using this etcd; empty: nothing. Null when nothing could be read. */
  readonly lacks: readonly Text[] | null;
};
