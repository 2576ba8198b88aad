import type { BackupSight } from '../backup.ts';
import type { EndpointReport } from '../cluster.ts';
import type { Finding } from '../health/finding.ts';
import type { Reading } from '../history/load.ts';
import type { HashesFacts } from './hashes.ts';
import type { ReportFacts } from './report.ts';
import type { StatusFacts } from './status.ts';

/** One thing that was looked at. `well`: nothing was found; `unknown`: it could not be looked at. */
export type Area = {
  readonly of: 'data' | 'reads' | 'metrics' | 'lists' | 'certificates' | 'logins' | 'backups' | 'past';
  readonly outcome: 'well' | 'found' | 'unknown';
};

/** Everything, looked at once. */
export type DiagnoseFacts = {
  readonly kind: 'diagnose';
  readonly cluster: string;
  readonly takenAt: number;
  readonly tookMs: number;
  readonly status: StatusFacts;
  /** Worst first, what has time included. */
  readonly findings: readonly Finding[];
  readonly hashes: HashesFacts;
  readonly areas: readonly Area[];
  /** As they answered. */
  readonly endpoints: readonly EndpointReport[];
  readonly readings: readonly Reading[];
  /** The worst of the last day. */
  readonly period: ReportFacts['period'];
  readonly backup: BackupSight | null;
};
