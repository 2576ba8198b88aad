import type { Loads, Sample } from './sample.ts';

/** Every survey of two days, and one sample for every five minutes of sixty. */
export const RAW_KEPT_MS = 2 * 24 * 60 * 60_000;
export const THIN_KEPT_MS = 60 * 24 * 60 * 60_000;
export const THIN_EVERY_MS = 5 * 60_000;

/** What clusters were like. Bounded: what is older than is kept goes by itself. */
export type History = {
  /** The buckets of the survey before; empty when none is known. */
  readonly loads: (cluster: string) => Promise<Loads>;
  /** Remembers one survey. Only whoever watches the cluster alone may. */
  readonly append: (cluster: string, sample: Sample, loads: Loads) => Promise<void>;
  /** Oldest first: of the last two days every survey, of longer ago every five minutes. */
  readonly since: (cluster: string, from: number, now: number) => Promise<readonly Sample[]>;
};
