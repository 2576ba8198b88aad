import type { Alarm, AlarmKind, Fault, MemberId } from '../cluster.ts';
import type { Tone } from '../document.ts';

/** One member as `status` and `member list` show it: the member list joined with what its endpoint said. */
export type MemberFacts = {
  readonly id: MemberId | null;
  readonly name: string;
  readonly endpoint: string | null;
  readonly role: 'leader' | 'follower' | 'learner' | 'unstarted' | 'unknown';
  /** `unasked`: in the member list, but none of the configured endpoints is it. */
  readonly health: 'healthy' | 'no_quorum_read' | 'unreachable' | 'unstarted' | 'unasked';
  readonly fault: Fault | null;
  readonly version: string | null;
  readonly dbSize: number | null;
  readonly dbSizeInUse: number | null;
  /** Entries behind the most advanced member. */
  readonly raftLag: number | null;
  readonly latencyMs: number | null;
};

/** quorum = floor(voters / 2) + 1; tolerance = healthy voters - quorum, negative when quorum is lost. Learners never count. */
export type QuorumFacts = {
  readonly voters: number;
  readonly healthy: number;
  readonly quorum: number;
  readonly tolerance: number;
};

/** What is wrong or worth doing, worst first. `code` names the rule. */
export type Finding = {
  readonly code: string;
  readonly tone: Exclude<Tone, 'good'>;
  readonly params: Readonly<Record<string, string | number | readonly string[]>>;
};

export type StatusFacts = {
  readonly kind: 'status';
  readonly cluster: string;
  readonly takenAt: number;
  readonly tookMs: number;
  readonly findings: readonly Finding[];
  readonly leader: { readonly id: MemberId; readonly name: string } | null;
  readonly term: number | null;
  readonly revision: number | null;
  readonly members: readonly MemberFacts[];
  readonly quorum: QuorumFacts | null;
  readonly quota: { readonly bytes: number; readonly usedRatio: number } | null;
  /** Share of the largest database file that holds nothing, 0..1. */
  readonly fragmentation: number | null;
  readonly alarms: readonly (Alarm & { readonly name: string; readonly kind: AlarmKind })[];
  readonly versions: readonly string[];
  /** Null when the namespace could not be read or none is configured. */
  readonly patroni:
    | readonly { readonly name: string; readonly leader: string | null; readonly members: readonly string[] }[]
    | null;
};
