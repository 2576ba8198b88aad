import type { Finding } from './finding.ts';
import type { ClusterState } from './state.ts';

/** A named fact about a cluster: the finding when it holds, null when it does not or cannot be known. */
export type Rule = (state: ClusterState) => Finding | null;
