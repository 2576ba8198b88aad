/**
 * From where on something is worth a word. Ratios 0..1, latencies in seconds as 99 % of them take at most, counts as they say. The defaults are
 * those of etcd's mixin (contrib/mixin/alerts/alerts.libsonnet) where it has one; docs/alerts.md says where they are not, and why.
 */
export type Thresholds = {
  /** Of the quota, by the database file. */
  readonly quotaWarning: number;
  readonly quotaCritical: number;
  /** Share of the database file that holds nothing. */
  readonly fragmentation: number;
  /** Fsync of the log: a word in the report (Pigsty's 50 ms), a warning, critical. */
  readonly fsyncNotice: number;
  readonly fsyncWarning: number;
  readonly fsyncCritical: number;
  /** Commit of the backend. */
  readonly commitWarning: number;
  /** Round trip between members. */
  readonly peerWarning: number;
  /** Unary requests; only where etcd runs with `--metrics=extensive`. */
  readonly requestWarning: number;
  /** In 15 minutes. */
  readonly leaderChanges: number;
  /** In 15 minutes. */
  readonly failedProposals: number;
  /** In 5 minutes: heartbeats of a leader that went out late, and requests that took more than 100 ms to apply. */
  readonly failedHeartbeats: number;
  readonly slowApplies: number;
  /** Of all requests of 5 minutes. */
  readonly failedRequestsWarning: number;
  readonly failedRequestsCritical: number;
  /** Days until the first certificate ends. */
  readonly certificateWarning: number;
  readonly certificateCritical: number;
  /** Entries that a member is behind. */
  readonly raftLag: number;
  /** Of one member, in 15 minutes. */
  readonly restarts: number;
  /** Milliseconds: a quota that would be full within them, as the database grows now. */
  readonly growthAhead: number;
};

export const thresholdDefaults: Thresholds = {
  quotaWarning: 0.8,
  quotaCritical: 0.9,
  fragmentation: 0.45,
  fsyncNotice: 0.05,
  fsyncWarning: 0.5,
  fsyncCritical: 1,
  commitWarning: 0.25,
  peerWarning: 0.15,
  requestWarning: 0.15,
  leaderChanges: 4,
  // The mixin's 5 a second is more than all of a Patroni cluster's writes: nothing would ever be told there. This is 5 a minute.
  failedProposals: 75,
  failedHeartbeats: 60,
  slowApplies: 100,
  failedRequestsWarning: 0.01,
  failedRequestsCritical: 0.05,
  // OpenShift warns of its authority at years, and a leaf that Pigsty makes lasts 20: these are for whoever has to act in office hours.
  certificateWarning: 30,
  certificateCritical: 7,
  // etcd refuses requests at 5,000 entries between commit and apply (v3_server.go, maxGapBetweenApplyAndCommitIndex).
  raftLag: 1_000,
  restarts: 3,
  growthAhead: 4 * 60 * 60_000,
};
