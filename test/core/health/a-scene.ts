import { adviseOn } from '../../../src/core/advice/advise.ts';
import type { Compacted } from '../../../src/core/advice/compaction.ts';
import type { BackupSight } from '../../../src/core/backup.ts';
import type { EndpointMetrics, Snapshot } from '../../../src/core/cluster.ts';
import { statusOf } from '../../../src/core/facts/status.ts';
import { findingsOf } from '../../../src/core/health/findings.ts';
import type { Histogram } from '../../../src/core/history/histogram.ts';
import type { Load, Reading } from '../../../src/core/history/load.ts';
import type { Sample } from '../../../src/core/history/sample.ts';
import { aCluster } from '../../a-cluster.ts';

/** What a cluster is judged by at one time. */
export type Scene = {
  readonly snapshot: Snapshot;
  readonly readings?: readonly Reading[];
  readonly past?: readonly Sample[];
  readonly backup?: BackupSight;
  readonly compacted?: Compacted;
};
type World = { readonly snapshot: () => Snapshot };

const MINUTE = 60_000;
/** When built worlds are looked at. */
export const NOW = aCluster().snapshot().takenAt;

export const at = (world: World, more: Partial<Snapshot> = {}): Scene => ({
  snapshot: { ...world.snapshot(), ...more },
});

/** Everything that is told of it, as `code tone`. */
export function toldOf({ snapshot, readings = [], past = [], backup, compacted }: Scene): readonly string[] {
  const status = statusOf(snapshot);
  const found = findingsOf({ status, snapshot, readings, past, backup: backup ?? null });
  const { inTime } = adviseOn({ state: status, snapshot, compacted: compacted ?? null });
  return [...found, ...inTime].map(({ code, tone }) => `${code} ${tone}`);
}

const bounds = [0.01, 0.1, 0.2, 0.4, 0.8, 1.6];
/** Of a thousand, so many that took up to the bound that is given; the others were quick. */
export const took = (slow: number, bound: number): Histogram => ({
  bounds,
  counts: bounds.map(each => (each >= bound ? 1_000 : 1_000 - slow)),
  total: 1_000,
});
const none: Histogram = { bounds, counts: bounds.map(() => 0), total: 0 };

export const idle: Load = {
  ...{ fsync: none, commit: none, peers: none, requests: none },
  counters: {
    ...{ leaderChanges: 0, failedProposals: 0, slowApplies: 0 },
    ...{ failedHeartbeats: 0, requests: 0, failedRequests: 0, failedSends: 0 },
  },
  startedAt: 1,
};
export const counting = (counters: Partial<Load['counters']>): Load => ({
  ...idle,
  counters: { ...idle.counters, ...counters },
});

/** What was read so many minutes ago of all members of a built world. */
export function read(minutesAgo: number, load: Load, more: Partial<Reading> = {}, world: World = aCluster()): Reading {
  const endpoints = world.snapshot().endpoints.map(({ endpoint }) => endpoint);
  return {
    ...{ at: NOW - minutesAgo * MINUTE, revision: 1_000 - minutesAgo, size: 1_000, applied: {}, hashed: null },
    loads: Object.fromEntries(endpoints.map(endpoint => [endpoint, load])),
    ...more,
  };
}

/** A healthy cluster that has done so much within four minutes. */
export const did = (load: Partial<Load>): Scene => ({
  ...at(aCluster()),
  readings: [read(4, idle), read(0, { ...idle, ...load })],
});

/** The same with other metrics at every endpoint. */
export const measuring = (metrics: Partial<EndpointMetrics>, snapshot: Snapshot = aCluster().snapshot()): Snapshot => ({
  ...snapshot,
  endpoints: snapshot.endpoints.map(report => ({
    ...report,
    metrics: { ok: true, value: { quota: null, dbSize: null, dbSizeInUse: null, ...metrics } },
  })),
});
