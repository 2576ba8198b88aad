import type { Alarm, Fault, MemberId, Reading } from '../cluster.ts';

/** One member as `status` and `member list` show it: the member list joined with what its endpoint said. */
export type MemberFacts = {
  readonly id: MemberId | null;
  /** The member's name; before its first start its peer URL, and for an endpoint of no known member the endpoint. */
  readonly name: string;
  readonly endpoint: string | null;
  /** Null when the member list could not be read, false for learners and for endpoints that belong to no listed member. */
  readonly voter: boolean | null;
  readonly role: 'leader' | 'follower' | 'learner' | 'unstarted' | 'unknown';
  readonly health: MemberHealth;
  /** Why it is not healthy, or why its status is not known. */
  readonly fault: Fault | null;
  readonly version: string | null;
  readonly dbSize: number | null;
  readonly dbSizeInUse: number | null;
  readonly quota: number | null;
  /** Entries applied behind the most advanced member. */
  readonly raftLag: number | null;
  readonly latencyMs: number | null;
  readonly peerUrls: readonly string[];
  readonly clientUrls: readonly string[];
};

/**
 * `no_quorum_read`: it answers, but no linearizable read succeeds through it. `barred`: something answers and does not let
 * us in (certificate, password, right), so nothing is known. `unasked`: listed, but no configured endpoint is it.
 */
export type MemberHealth = 'healthy' | 'no_quorum_read' | 'unreachable' | 'barred' | 'unstarted' | 'unasked';

export type NamedAlarm = Alarm & { readonly name: string };

export type MembersFacts = {
  readonly kind: 'members';
  readonly cluster: string;
  readonly takenAt: number;
  readonly tookMs: number;
  /** What etcd's member list said as a whole; false in `linearizable` is one member's own view. */
  readonly list: Reading<{ readonly linearizable: boolean; readonly clusterId: string }>;
  readonly members: readonly MemberFacts[];
};
