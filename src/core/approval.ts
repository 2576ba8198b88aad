import { type Linked, personBehind } from './linked-accounts.ts';
import { code, duration, inner, say, type Text, time } from './message.ts';
import { isOver, type Operation, type OperationEvent, type Tier, type Vote } from './operation.ts';
import { shortHash } from './plan.ts';
import { type Refusal, refuse } from './refusal.ts';
import { fail, type Result, succeed } from './result.ts';
import type { ApprovalRule, Environment, Settings } from './settings.ts';

/** What tier 0 needs: nothing. Tier 3 has to satisfy the rule of the environment and that for destructive changes. */
export function ruleFor(approvals: Settings['approvals'], environment: Environment, tier: Tier): ApprovalRule {
  const usual = approvals[environment];
  if (tier === 0) return { required: 0, expiresMs: usual.expiresMs, typed: false };
  if (tier < 3) return usual;
  const { destructive } = approvals;
  return {
    required: Math.max(usual.required, destructive.required),
    expiresMs: Math.min(usual.expiresMs, destructive.expiresMs),
    typed: usual.typed || destructive.typed,
  };
}

/** The longest reason of a denial, characters: it stands on the card. */
export const LONGEST_REASON = 300;

/** A person who acts on an operation. `user` is the Slack user id: one person, whichever way they came. */
export type Actor = {
  readonly user: string;
  /** All Slack user ids of this person that are known; absent: `user` alone. */
  readonly accounts?: readonly string[];
  readonly name: string;
  /** Who came by a terminal: as whom they are logged in there. */
  readonly login?: string;
  /** By the directory, at this moment. */
  readonly may: { readonly approve: boolean; readonly operate: boolean };
  /** Milliseconds since the epoch. */
  readonly now: number;
};

export type Cast = Actor & {
  readonly verdict: Vote['verdict'];
  readonly reason: string | null;
  /** Another plan is asked for instead; only with `deny` and a reason. */
  readonly changes?: true;
  /** What the button carried; null for a typed command. */
  readonly hash12: string | null;
  /** The name of the cluster as typed; null when nobody asked yet. */
  readonly typed: string | null;
};

/**
 * May this person vote so, now? In this order: authorised, undecided, in time, the plan they saw, not their own, not
 * twice, typed where typing is demanded. A refusal `typing_needed` says that only the typing is missing.
 */
export function decideVote(operation: Operation, cast: Cast): Result<OperationEvent, Refusal> {
  const refusal = refusalOfVote(operation, cast);
  if (refusal) return fail(refusal);
  const { user, name, login, now, verdict, reason, changes } = cast;
  const vote = { user, name, at: now, verdict, reason, ...(login === undefined ? {} : { login }) };
  return succeed({ kind: 'voted', vote: verdict === 'deny' && changes ? { ...vote, changes } : vote });
}

function refusalOfVote(operation: Operation, cast: Cast): Refusal | null {
  if (!cast.may.approve) return refuse('not_approver');
  if (operation.state !== 'awaiting_approval') return decided(operation);
  if (isOverdue(operation, cast.now))
    return refuse('overdue', { id: code(operation.id), at: time(operation.expiresAt) });
  if (cast.hash12 !== null && cast.hash12 !== shortHash(operation.hash)) return refuse('other_plan');
  return cast.verdict === 'approve' ? refusalOfApproval(operation, cast) : refusalOfDenial(cast);
}

function refusalOfDenial({ reason, changes }: Cast): Refusal | null {
  const long = reason === null ? 0 : [...reason].length;
  if (long > LONGEST_REASON) return refuse('reason_too_long', { long, most: LONGEST_REASON });
  return changes && long === 0 ? refuse('changes_unsaid') : null;
}

function refusalOfApproval({ id, requester, votes, rule, plan }: Operation, cast: Cast): Refusal | null {
  const { user, accounts = [], typed } = cast;
  const isTheirs = (account: string): boolean => account === user || accounts.includes(account);
  if (isTheirs(requester.user)) return refuse('own_change');
  const earlier = votes.find(vote => isTheirs(vote.user) && vote.verdict === 'approve');
  if (earlier) return refuse('voted_already', { at: time(earlier.at) });
  if (!rule.typed || typed === plan.cluster) return null;
  const command = code(`approve ${id} ${plan.cluster}`);
  return typed === null
    ? refuse('typing_needed', { command })
    : refuse('typed_otherwise', { typed: code(typed), cluster: code(plan.cluster), command });
}

/**
 * May this person take it back? The requester, an operator or an approver; a running one stops before its next step.
 * The same event a second time, from the runner, ends it there.
 */
export function decideCancel(operation: Operation, actor: Actor): Result<OperationEvent, Refusal> {
  const { user, name, may } = actor;
  if (user !== operation.requester.user && !may.operate && !may.approve) return fail(refuse('not_yours'));
  if (isOver(operation.state)) return fail(decided(operation));
  if (operation.cancel) {
    const { name: who, at } = operation.cancel;
    return fail(refuse('cancelled_already', { who, at: time(at) }));
  }
  return succeed({ kind: 'cancelled', user, name });
}

/** Nobody decided in time. */
export const isOverdue = ({ state, expiresAt }: Pick<Operation, 'state' | 'expiresAt'>, now: number): boolean =>
  state === 'awaiting_approval' && now >= expiresAt;

/** Distinct persons that are not the requester, each by the account that voted first: whatever else is recorded does not count. */
export function approversOf(
  { votes, requester }: Pick<Operation, 'votes' | 'requester'>,
  linked: Linked = [],
): readonly string[] {
  const approving = votes.filter(({ verdict }) => verdict === 'approve').map(({ user }) => user);
  const persons = [requester.user, ...approving].map(user => personBehind(user, linked));
  return approving.filter((_user, at) => persons.indexOf(persons[at + 1] ?? '') === at + 1);
}

export const isApproved = (operation: Pick<Operation, 'votes' | 'requester' | 'rule'>): boolean =>
  approversOf(operation).length >= operation.rule.required;

/** `1 of 2 approvals`, with the time left where it still counts. */
export function approvalsOf(operation: Operation, now: number): Text {
  const { rule, state, expiresAt } = operation;
  const counted = { have: approversOf(operation).length, required: rule.required };
  if (rule.required === 0) return say('approval.none_needed');
  return state === 'awaiting_approval'
    ? say('approval.count_until', { ...counted, left: duration(Math.max(0, expiresAt - now)) })
    : say('approval.count', counted);
}

/** "Already decided by X at T": what the loser of a race reads. */
const decided = (operation: Operation): Refusal =>
  refuse('decided', { id: code(operation.id), how: inner(decisionOf(operation)) });

/** Who decided it, and when. */
function decisionOf({ votes, cancel, state, stateAt }: Operation): Text {
  const denial = votes.find(({ verdict }) => verdict === 'deny');
  if (denial) {
    const about = { who: denial.name, at: time(denial.at) };
    return denial.changes ? say('approval.changes', about) : say('approval.denied', about);
  }
  if (state === 'cancelled' && cancel) return say('approval.cancelled', { who: cancel.name, at: time(cancel.at) });
  if (state === 'expired') return say('approval.expired', { at: time(stateAt) });
  if (state === 'stale') return say('approval.stale', { at: time(stateAt) });
  if (state === 'refused') return say('approval.refused', { at: time(stateAt) });
  const last = votes.findLast(({ verdict }) => verdict === 'approve');
  return last ? say('approval.approved', { who: last.name, at: time(last.at) }) : say('approval.none_needed');
}
