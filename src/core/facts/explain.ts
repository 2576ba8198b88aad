import type { Verdict } from '../guard.ts';
import type { Text } from '../message.ts';
import type { Operation, Tier } from '../operation.ts';
import type { Plan } from '../plan.ts';
import type { Refusal } from '../refusal.ts';
import type { ApprovalRule } from '../settings.ts';

/** Who has a right, and why the asker has not; null: they have it. */
export type Authority = {
  readonly right: 'read' | 'values' | 'operate' | 'approve';
  /** Everybody in the configured channels has it. */
  readonly everybody: boolean;
  /** Names, for reading. */
  readonly people: readonly string[];
  /** Slack ids of user groups. */
  readonly groups: readonly string[];
  readonly mine: Refusal | null;
};

/** What would become of a change that is asked for now. Nothing of it was stored. */
export type Prospect = {
  readonly plan: Plan;
  readonly verdicts: readonly Verdict[];
  readonly tier: Tier;
  readonly tierReasons: readonly Text[];
  readonly rule: ApprovalRule;
};

export type ExplainFacts =
  | {
      readonly kind: 'explain';
      readonly about: 'change';
      readonly cluster: string;
      readonly line: string;
      readonly run: Authority;
      readonly approve: Authority;
      readonly prospect: Prospect | Refusal;
    }
  /** Reads, and what is done to operations: somebody may or may not. */
  | {
      readonly kind: 'explain';
      readonly about: 'right';
      readonly line: string;
      readonly open: boolean;
      readonly rights: readonly Authority[];
      readonly mine: Refusal | null;
    }
  | {
      readonly kind: 'explain';
      readonly about: 'operation';
      readonly operation: Operation;
      readonly now: number;
      readonly approve: Authority;
      /** Why the asker cannot approve it now; null: they can, or nobody can any more. */
      readonly mine: Refusal | null;
      /** Another operation of the cluster that goes first. */
      readonly behind: string | null;
      readonly freeze: { readonly by: string; readonly at: number; readonly reason: string } | null;
    };
