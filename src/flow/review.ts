import { type Asker, authorize } from '../core/authorize.ts';
import { decideReview } from '../core/break-glass.ts';
import type { ReviewFacts } from '../core/facts/review.ts';
import { accountsOf } from '../core/linked-accounts.ts';
import type { Operation } from '../core/operation.ts';
import type { Announcer, AuditLog, Clock, Log, Operations } from '../core/ports.ts';
import type { Refusal } from '../core/refusal.ts';
import { type Result, succeed } from '../core/result.ts';
import type { Settings } from '../core/settings.ts';
import { cardPlace } from '../present/card-message.ts';
import { reviewMessage } from '../present/review-message.ts';
import { findOperation } from './find-operation.ts';
import { moveOn } from './move-on.ts';
import { personOf } from './person.ts';
import { refused } from './vote.ts';

export type Reviewing = {
  readonly settings: Settings;
  readonly operations: Operations;
  readonly announcer: Announcer;
  readonly audit: AuditLog;
  /** Shows the card as it is now. Never rejects. */
  readonly show: (operation: Operation) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
};

/** Somebody signs that they have looked at what was done in an emergency. Its card shows it, and the message that asked for it. */
export async function review(id: string, asker: Asker, reviewing: Reviewing): Promise<Result<ReviewFacts, Refusal>> {
  const found = await findOperation(id, reviewing.operations);
  if (!found.ok) return found;
  const allowed = authorize({ ...asker, permission: 'approve' });
  const person = allowed.ok ? personOf(asker) : allowed;
  if (!person.ok) return refused(found.value, 'review', asker, person.error, reviewing);
  const accounts = accountsOf(person.value.user, asker.access.linked ?? []);
  const moved = await moveOn(
    found.value,
    operation => decideReview(operation, { ...person.value, accounts, mayApprove: true }),
    reviewing,
  );
  if (!moved.ok) return refused(found.value, 'review', asker, moved.error, reviewing);
  await reviewing.show(moved.value);
  await tell(moved.value, reviewing);
  return succeed({ kind: 'review', operation: moved.value });
}

/** The message that asked for it says who signed. */
async function tell(operation: Operation, { settings, announcer, log }: Reviewing): Promise<void> {
  const place = cardPlace(operation, settings);
  if (place === null || !operation.breakGlass?.nags) return;
  await announcer
    .announce(reviewMessage(operation, place))
    .catch((error: unknown) => log.warn({ operation: operation.id, error }, 'a review is signed and does not show'));
}
