import type { CounterName, Reading } from '../history/load.ts';
import { increaseOver, quantileOver } from '../history/over-time.ts';
import type { Sample } from '../history/sample.ts';
import type { Thresholds } from '../thresholds.ts';
import type { Finding } from './finding.ts';
import type { ClusterState } from './state.ts';
import { namesOf } from './verdict.ts';

export const MINUTE = 60_000;
export const FIVE = 5 * MINUTE;
export const QUARTER = 15 * MINUTE;

export type OverTime = {
  readonly state: ClusterState;
  /** Oldest first, the one of this survey last. */
  readonly readings: readonly Reading[];
  /** Oldest first, one of every five minutes of the last hours; empty where nothing is remembered. */
  readonly past: readonly Sample[];
  readonly thresholds: Thresholds;
};
export type RuleOverTime = (given: OverTime) => Finding | null;

export type Measured = { readonly name: string; readonly value: number };

/** The slowest 1 % of what each member did in five minutes. */
export function slowest(
  { state, readings }: OverTime,
  kind: 'fsync' | 'commit' | 'peers' | 'requests',
): readonly Measured[] {
  return state.members.flatMap(({ name, endpoint, voter }) => {
    if (endpoint === null || voter === false) return [];
    const value = quantileOver(readings, endpoint, kind, FIVE, 0.99);
    return value === null ? [] : [{ name, value }];
  });
}

export function counted({ state, readings }: OverTime, counter: CounterName, windowMs: number): readonly Measured[] {
  return state.members.flatMap(({ name, endpoint }) => {
    const rose = endpoint === null ? null : increaseOver(readings, endpoint, counter, windowMs);
    return rose === null ? [] : [{ name, value: rose.by }];
  });
}

export const above = (measured: readonly Measured[], limit: number): readonly Measured[] =>
  measured.filter(({ value }) => value > limit);
export const worst = (measured: readonly Measured[]): number => Math.max(...measured.map(({ value }) => value));
export const who = (measured: readonly Measured[]) => namesOf(measured.map(({ name }) => name));
