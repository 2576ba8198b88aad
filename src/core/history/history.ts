import type { Reading } from './load.ts';
import type { Sample } from './sample.ts';

/** A sample for every 13 seconds of two days at most, and one for every five minutes of sixty. */
export const RAW_KEPT_MS = 2 * 24 * 60 * 60_000;
/** A little less than the shortest usual rest: however often a cluster is looked at, it takes no more room. */
export const RAW_EVERY_MS = 13_000;
export const THIN_KEPT_MS = 60 * 24 * 60 * 60_000;
export const THIN_EVERY_MS = 5 * 60_000;
/** Readings of counters: the newest, and the first of each minute of the last quarter of an hour. */
export const READING_EVERY_MS = 60_000;
export const READINGS_KEPT = 16;

/** What clusters were like. Bounded: what is older than is kept goes by itself. */
export type History = {
  /** What was counted in the last quarter of an hour, oldest first, the survey before this one last. */
  readonly readings: (cluster: string) => Promise<readonly Reading[]>;
  /** Remembers one survey. Only whoever watches the cluster alone may. */
  readonly append: (cluster: string, sample: Sample, reading: Reading) => Promise<void>;
  /** Oldest first, one of every five minutes: of a few hours, as each survey can afford to read. */
  readonly lately: (cluster: string, from: number, now: number) => Promise<readonly Sample[]>;
  /** Oldest first: of the last two days every 13 seconds at most, of longer ago every five minutes. */
  readonly since: (cluster: string, from: number, now: number) => Promise<readonly Sample[]>;
};
