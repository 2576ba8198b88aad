import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../src/core/cluster.ts';
import type { FindingCode } from '../../../src/core/health/finding.ts';
import { type Thresholds, thresholdDefaults } from '../../../src/core/thresholds.ts';
import { counting, did, type Scene, toldOf } from './a-scene.ts';
import { rowsOfState } from './rows-of-state.ts';
import { rowsOverTime } from './rows-over-time.ts';

const rows = { ...rowsOfState, ...rowsOverTime };

const moved = (scene: Scene, thresholds: Partial<Thresholds>): Scene => {
  const snapshot: Snapshot = { ...scene.snapshot, thresholds: { ...thresholdDefaults, ...thresholds } };
  return { ...scene, snapshot };
};

/** A finding, and the threshold that, moved so far, is not reached any more. */
const reached: Readonly<Record<keyof Thresholds, readonly [keyof typeof rows & FindingCode, number]>> = {
  quotaWarning: ['quota_nearly_full', 0.81],
  quotaCritical: ['quota_nearly_full', 0.5],
  fragmentation: ['fragmented', 0.5],
  fsyncNotice: ['fsync_slow', 0.2],
  fsyncWarning: ['fsync_slow', 0.01],
  fsyncCritical: ['fsync_slow', 0.01],
  commitWarning: ['commit_slow', 0.5],
  peerWarning: ['peers_slow', 0.5],
  requestWarning: ['requests_slow', 0.5],
  leaderChanges: ['leader_changes', 5],
  failedHeartbeats: ['overloaded', 90],
  slowApplies: ['overloaded', 200],
  failedProposals: ['proposals_fail', 80],
  failedRequestsWarning: ['requests_fail', 0.03],
  failedRequestsCritical: ['requests_fail', 0.01],
  certificateWarning: ['certificate_expires', 20],
  certificateCritical: ['certificate_expires', 30],
  raftLag: ['raft_lag', 1_001],
  restarts: ['member_restarts', 4],
  growthAhead: ['grows_fast', 60 * 60_000],
};

describe.each(Object.entries(reached))('the threshold %s', (name, [code, value]) => {
  const about = (scene: Scene) => toldOf(scene).filter(told => told.startsWith(`${code} `));
  const scene = name === 'slowApplies' ? did(counting({ slowApplies: 100 })) : rows[code][0];

  it('moves what is said', () => {
    const before = about(scene);
    expect(before).toHaveLength(1);
    expect(about(moved(scene, { [name]: value }))).not.toEqual(before);
  });
});
