import type { OptionSpec } from './command.ts';
import { code, duration, time } from './message.ts';
import { type BreakGlass, isOver, type Operation, type OperationEvent } from './operation.ts';
import { type Refusal, refuse } from './refusal.ts';
import type { Request } from './request.ts';
import { fail, type Result, succeed } from './result.ts';
import type { AccessSettings, ApprovalRule } from './settings.ts';

/** In an emergency, and only for those who are named for it. Its value is the incident, or the reason. */
export const breakGlassOption: OptionSpec = {
  name: 'break-glass',
  kind: 'text',
  summary: 'break_glass.option',
};

/** It begins within this, or not at all: an emergency of an hour ago is another one now. Milliseconds. */
export const BREAK_GLASS_MS = 60 * 60_000;

/** How long a second person is left in peace before they are asked again to look at what was done, milliseconds. */
export const NAG_MS = 4 * 60 * 60_000;

/** Nobody approves before; somebody else signs afterwards. Guards ask nobody's leave: they refuse as ever. */
export const breakGlassRule: ApprovalRule = { required: 0, expiresMs: BREAK_GLASS_MS, typed: false };

/** What was asked for in an emergency; null for everything else. A refusal for who is not named for it. */
export function breakGlassOf(
  request: Request,
  user: string,
  { breakGlass }: AccessSettings,
): BreakGlass | null | Refusal {
  const incident = request.options[breakGlassOption.name];
  if (typeof incident !== 'string') return null;
  if (!breakGlass?.users.includes(user)) return refuse('not_for_break_glass');
  return { incident, review: null, nags: 0, naggedAt: null };
}

/** Why a change that was asked for in an emergency must not begin any more; null when it may. */
export function spentBreakGlass(operation: Operation, access: AccessSettings, now: number): Refusal | null {
  const { breakGlass, requester, expiresAt } = operation;
  if (!breakGlass) return null;
  if (!access.breakGlass?.users.includes(requester.user)) return refuse('not_for_break_glass');
  return now < expiresAt ? null : refuse('break_glass_over', { limit: duration(BREAK_GLASS_MS), at: time(expiresAt) });
}

/** Something was begun in an emergency, it is over, and nobody else has looked at it. */
export const awaitsReview = ({ breakGlass, state, steps }: Operation): boolean =>
  !!breakGlass && breakGlass.review === null && isOver(state) && steps.some(({ startedAt }) => startedAt !== null);

/** Whether people are asked now, for the first time or again. */
export const isNagDue = (operation: Operation, now: number): boolean =>
  awaitsReview(operation) && now - (operation.breakGlass?.naggedAt ?? -NAG_MS) >= NAG_MS;

/** `accounts`: all of this person's that are known; absent: `user` alone. */
type Reviewer = {
  readonly user: string;
  readonly accounts?: readonly string[];
  readonly name: string;
  readonly mayApprove: boolean;
};

/** May this person sign that they have looked at it? An approver, once it is over, and never who did it. */
export function decideReview(
  operation: Operation,
  { user, accounts = [user], name, mayApprove }: Reviewer,
): Result<OperationEvent, Refusal> {
  const id = code(operation.id);
  if (!mayApprove) return fail(refuse('not_approver'));
  const { breakGlass } = operation;
  if (breakGlass?.review)
    return fail(refuse('reviewed_already', { id, name: breakGlass.review.name, at: time(breakGlass.review.at) }));
  if (!awaitsReview(operation)) return fail(refuse('nothing_to_review', { id }));
  return accounts.includes(operation.requester.user)
    ? fail(refuse('own_review', { id }))
    : succeed({ kind: 'reviewed', user, name });
}
