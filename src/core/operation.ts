import type { Verdict } from './guard.ts';
import type { Text } from './message.ts';
import type { Plan } from './plan.ts';
import type { Refusal } from './refusal.ts';
import type { Request } from './request.ts';
import type { ApprovalRule } from './settings.ts';

export const operationStates = [
  'awaiting_approval',
  'queued',
  'running',
  'succeeded',
  'failed',
  'refused',
  'denied',
  'expired',
  'cancelled',
  'stale',
] as const;
export type OperationState = (typeof operationStates)[number];

/** 0 read, 1 harmless, 2 changes, 3 destructive or without tolerance left. */
export type Tier = 0 | 1 | 2 | 3;

export type Vote = {
  /** The Slack user id: one person, whichever way they came. */
  readonly user: string;
  readonly name: string;
  readonly at: number;
  readonly verdict: 'approve' | 'deny';
  readonly reason: string | null;
  /** Denied as it is, and asked for in another way: `reason` says in which. Absent: simply denied, or approved. */
  readonly changes?: true;
  /** By which login of a terminal it came; absent: through Slack. */
  readonly login?: string;
};

/** The ledger: what is known of each step. `unknown`: begun, and nobody saw how it ended. */
export type StepRecord = {
  readonly state: 'pending' | 'running' | 'done' | 'failed' | 'unknown' | 'skipped';
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly note: Text | null;
  /** How far it is, where `note` has to be kept to compare with. Absent once it has ended. */
  readonly progress?: Text;
};

/** A change in an emergency, without approval: why, and who looked at it afterwards. Times are milliseconds since the epoch. */
export type BreakGlass = {
  readonly incident: string;
  readonly review: { readonly user: string; readonly name: string; readonly at: number } | null;
  /** How often a review was asked for, and when last. */
  readonly nags: number;
  readonly naggedAt: number | null;
};

/** A change from the moment it is asked for. One record, changed only by `transition`, each time with its audit entry. */
export type Operation = {
  readonly version: 1;
  /** `op-` and ten characters of 0-9a-z: what people type. */
  readonly id: string;
  /** Counts transitions; the store refuses to write over a revision it does not know. */
  readonly revision: number;
  readonly plan: Plan;
  readonly hash: string;
  readonly request: Request;
  readonly requester: { readonly user: string; readonly name: string };
  readonly verdicts: readonly Verdict[];
  readonly tier: Tier;
  readonly tierReasons: readonly Text[];
  readonly rule: ApprovalRule;
  readonly askedAt: number;
  readonly expiresAt: number;
  readonly votes: readonly Vote[];
  readonly state: OperationState;
  readonly stateAt: number;
  /** Why it ended as it did, or what changed under it. */
  readonly why: readonly Text[];
  readonly refusal: Refusal | null;
  readonly steps: readonly StepRecord[];
  readonly cancel: { readonly user: string; readonly name: string; readonly at: number } | null;
  /** The fencing token of the run that owns the operation; null until one does. */
  readonly fence: number | null;
  /** Absent: it was asked for like any other. */
  readonly breakGlass?: BreakGlass;
};

/** What can happen to an operation. Who may cause it is decided before (`core/approval`). */
export type OperationEvent =
  | { readonly kind: 'voted'; readonly vote: Vote }
  | { readonly kind: 'expired' }
  /** Nobody begins it: said, and nothing else. */
  | { readonly kind: 'unserved'; readonly why: Text }
  | { readonly kind: 'nagged' }
  | { readonly kind: 'reviewed'; readonly user: string; readonly name: string }
  | { readonly kind: 'cancelled'; readonly user: string; readonly name: string }
  | { readonly kind: 'started'; readonly fence: number }
  | { readonly kind: 'stale'; readonly why: readonly Text[] }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly verdicts: readonly Verdict[] }
  | { readonly kind: 'step-started'; readonly step: number; readonly fence: number }
  | {
      readonly kind: 'step-noted';
      readonly step: number;
      readonly fence: number;
      readonly note: Text;
      readonly beside?: true;
    }
  | {
      readonly kind: 'step-ended';
      readonly step: number;
      readonly fence: number;
      readonly outcome: 'done' | 'failed' | 'unknown';
      readonly note: Text | null;
    }
  | { readonly kind: 'succeeded'; readonly fence: number }
  | { readonly kind: 'failed'; readonly fence: number; readonly why: readonly Text[] };

export const isOver = (state: OperationState): boolean =>
  state !== 'awaiting_approval' && state !== 'queued' && state !== 'running';
