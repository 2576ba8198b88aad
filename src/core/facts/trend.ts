import type { Forecast } from '../trend/forecast.ts';

export const trendSubjects = ['quota', 'latency', 'leader', 'revisions'] as const;
export type TrendSubject = (typeof trendSubjects)[number];

export type Line = {
  readonly of: 'file' | 'in_use' | 'limit' | 'fsync' | 'commit' | 'writes';
  readonly values: readonly (number | null)[];
};

/** How something went over time. Times in milliseconds since the epoch; sizes in bytes, latencies in seconds, writes an hour. */
export type TrendFacts = {
  readonly kind: 'trend';
  readonly cluster: string;
  readonly subject: TrendSubject;
  /** The first and the last survey that is remembered of this time; null when none is. */
  readonly span: { readonly from: number; readonly to: number; readonly surveys: number } | null;
  readonly times: readonly number[];
  readonly lines: readonly Line[];
  /** When the file reaches the quota; only of `quota`, where the quota is known. */
  readonly forecast: Forecast | null;
  readonly quota: number | null;
  readonly fileNow: number | null;
  readonly inUseNow: number | null;
  /** Of the member of whose file the largest share is empty now: 0..1, and what it was at first; only of `quota`. */
  readonly fragmentation: {
    readonly member: string;
    readonly share: number;
    readonly emptyBytes: number;
    readonly before: number | null;
  } | null;
  /** Newest last; only of `leader`. */
  readonly leaders: readonly { readonly at: number; readonly from: string; readonly to: string }[];
};
