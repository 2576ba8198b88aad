import { adviseOn } from '../advice/advise.ts';
import type { Snapshot } from '../cluster.ts';
import { type Finding, worstFirst } from '../health/finding.ts';
import { diagnose } from '../health/index.ts';
import { judgePrometheus } from '../health/prometheus.ts';
import { type ClusterState, stateOf } from '../health/state.ts';
import { type Verdict, verdictOf } from '../health/verdict.ts';

export type StatusFacts = ClusterState & {
  readonly kind: 'status';
  readonly verdict: Verdict;
  /** Worst first. */
  readonly findings: readonly Finding[];
};

/** Judges a survey, whatever parts of it could be read. */
export function statusOf(snapshot: Snapshot): StatusFacts {
  const state = stateOf(snapshot);
  const { urgent } = adviseOn({ state, snapshot, compacted: null });
  const findings = worstFirst([...diagnose(state), ...judgePrometheus(state, snapshot), ...urgent]);
  return { kind: 'status', ...state, verdict: verdictOf(state), findings };
}
