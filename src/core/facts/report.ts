import type { Compacted } from '../advice/compaction.ts';
import type { BackupSight } from '../backup.ts';
import type { Deed } from '../deeds.ts';
import type { Change } from '../health/change.ts';
import type { Finding } from '../health/finding.ts';
import type { OperationState } from '../operation.ts';
import type { Remedy } from '../remedy/remedy.ts';
import type { PastIncident } from '../watch/incident.ts';
import type { StatusFacts } from './status.ts';
import type { TrendFacts } from './trend.ts';

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

/** A change that was asked for: `line` as it was typed. */
export type Done = {
  readonly id: string;
  readonly line: string;
  readonly by: string;
  readonly approvers: readonly string[];
  readonly state: OperationState;
  readonly at: number;
};

/** The slowest that 99 % of something were, within the time of a report; seconds. */
export type Slowest = { readonly value: number; readonly member: string };

export type ReportFacts = {
  readonly kind: 'report';
  readonly cluster: string;
  readonly status: StatusFacts;
  /** When the report compared with was made; null for the first. */
  readonly since: number | null;
  readonly changes: readonly Change[];
  /** What has time, worst first; what has none is a finding of the status. */
  readonly advice: readonly Finding[];
  /** Worst first: what would be worth doing now. */
  readonly worthDoing: readonly Finding[];
  /** The first of them; `offer`: the command that would help best and could be asked for now, as far as anybody has looked. */
  readonly recommended: readonly { readonly finding: Finding; readonly offer: Remedy | null }[];
  /** How the database grows; null where nothing is remembered. */
  readonly growth: TrendFacts | null;
  /** Since the last report; null where nothing is remembered. */
  readonly period: {
    readonly from: number;
    readonly leaderChanges: number;
    readonly fsync: Slowest | null;
    readonly commit: Slowest | null;
  } | null;
  /** Newest first; null where nobody can tell. */
  readonly done: readonly Done[] | null;
  /** Freezes, silences and acknowledgements, newest first. */
  readonly deeds: readonly Deed[];
  /** What channels were told of, the newest first. */
  readonly incidents: readonly PastIncident[];
  readonly backup: BackupSight | null;
  /** What the next report compares with. Parts that could not be read now are those of the last report. */
  readonly baseline: ReportBaseline;
  /** A scheduled report made after its time, because nothing ran at that time. */
  readonly late: boolean;
  readonly scheduledFor: number | null;
};
