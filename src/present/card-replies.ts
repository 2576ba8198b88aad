import type { Announcement } from '../core/announcement.ts';
import { approversOf } from '../core/approval.ts';
import type { CancelFacts, VoteFacts } from '../core/facts/desk.ts';
import type { Operation, Vote } from '../core/operation.ts';
import { type CardPlace, cardReply } from './card-message.ts';
import { presentCancel, presentVote } from './vote.ts';

/** A message that nobody has touched for longer may be forgotten by then, and would be said once more. Milliseconds. */
const SAID_ANEW_MS = 24 * 60 * 60_000;

/**
 * What people did to an operation, each a reply in its card's thread. The same operation says the same, so that saying it twice is saying it
 * once: whoever did it, and may have died right after it, need not be the one who says so.
 */
export function cardReplies(operation: Operation, place: CardPlace, now: number): readonly Announcement[] {
  const lately = ({ at }: { readonly at: number }): boolean => now - at < SAID_ANEW_MS;
  const { votes, cancel } = operation;
  return [
    ...votes.flatMap((vote, index) =>
      lately(vote) ? voteReply(voteSaid(operation, vote, index), operation, place) : [],
    ),
    ...(cancel !== null && lately(cancel) ? [cancelReply(cancelSaid(operation, cancel.name), operation, place)] : []),
  ];
}

/** A vote, and what the operation was after it. */
export function voteSaid(operation: Operation, vote: Vote, index: number): VoteFacts {
  const { id, plan, rule, requester, votes } = operation;
  const { verdict, user, name, reason, changes } = vote;
  const approvals = approversOf({ votes: votes.slice(0, index + 1), requester }).length;
  const approved = approvals >= rule.required ? 'queued' : 'awaiting_approval';
  return {
    ...{ kind: 'vote', verdict, user, name, reason, late: false, ...(changes ? { changes } : {}) },
    ...{ operation: id, cluster: plan.cluster, line: plan.line, approvals, required: rule.required },
    state: verdict === 'deny' ? 'denied' : approved,
  };
}

/** Who has run once can only be stopped; what never ran is over at once. */
export const cancelSaid = ({ id, plan, fence }: Operation, name: string): CancelFacts => ({
  ...{ kind: 'cancel', name, operation: id, cluster: plan.cluster, line: plan.line },
  state: fence === null ? 'cancelled' : 'running',
});

/** Who approved may still deny: that is a reply of its own. */
export function voteReply(said: VoteFacts, operation: Operation, place: CardPlace): Announcement {
  const id = `op-vote-${said.operation}-${said.user}`;
  const asOfThen = { ...operation, state: said.state };
  return cardReply(said.verdict === 'approve' ? id : `${id}-deny`, asOfThen, place, presentVote(said));
}

const cancelReply = (said: CancelFacts, operation: Operation, place: CardPlace): Announcement =>
  cardReply(`op-cancel-${said.operation}`, { ...operation, state: said.state }, place, presentCancel(said));
