import type { Compacted } from '../advice/compaction.ts';
import type { Change } from '../health/change.ts';
import type { Finding } from '../health/finding.ts';
import type { StatusFacts } from './status.ts';

/** What a report told, to be compared by the next one. */
export type ReportBaseline = {
  readonly version: 1;
  readonly at: number;
  readonly members: readonly {
    readonly id: string;
    readonly name: string;
    readonly version: string | null;
    readonly healthy: boolean;
  }[];
  readonly leader: string | null;
  readonly dbSize: number | null;
  readonly revision: number | null;
  readonly alarms: readonly string[];
  readonly patroni: readonly string[];
  /** Absent in what older versions kept. */
  readonly compacted?: Compacted | null | undefined;
};

export type ReportFacts = {
  readonly kind: 'report';
  readonly cluster: string;
  readonly status: StatusFacts;
  /** When the report compared with was made; null for the first. */
  readonly since: number | null;
  readonly changes: readonly Change[];
  /** What has time, worst first; what has none is a finding of the status. */
  readonly advice: readonly Finding[];
  /** What the next report compares with. Parts that could not be read now are those of the last report. */
  readonly baseline: ReportBaseline;
  /** A scheduled report made after its time, because nothing ran at that time. */
  readonly late: boolean;
  readonly scheduledFor: number | null;
};

/** What to keep for the next report of the same channel and cluster. */
export const baselineOf = (facts: ReportFacts): ReportBaseline => facts.baseline;
