import type { CancelFacts, VoteFacts } from '../core/facts/desk.ts';
import type { Operation } from '../core/operation.ts';
import type { Announcer, Cards, Log } from '../core/ports.ts';
import type { Settings } from '../core/settings.ts';
import { cardMessage, cardPlace, cardReply } from '../present/card-message.ts';
import { presentCancel, presentVote } from '../present/vote.ts';
import { approverNames, type Colleagues } from './approver-names.ts';

export type Telling = Colleagues & {
  readonly settings: Settings;
  readonly announcer: Announcer;
  readonly cards: Cards;
  readonly log: Log;
};

/**
 * Shows the card as it is now. Never rejects: a card that falls behind is shown again by the workers' sweep. Who may approve is told
 * while that is of use.
 */
export async function showCard(operation: Operation, telling: Telling): Promise<void> {
  const { settings, announcer, cards, log } = telling;
  const place = cardPlace(operation, settings);
  if (place === null) return;
  try {
    const approvers = operation.state === 'awaiting_approval' ? await approverNames(settings, telling) : [];
    await announcer.announce(cardMessage(operation, place, approvers));
    await cards.shown(operation.id, operation.revision);
  } catch (error) {
    log.warn({ operation: operation.id, error }, 'the card does not show yet what was done');
  }
}

/** Says in the card's thread what was done. Never rejects: the votes stand on the card too. */
export async function replyOnCard(
  operation: Operation,
  said: VoteFacts | CancelFacts,
  telling: Telling,
): Promise<void> {
  const { settings, announcer, log } = telling;
  const place = cardPlace(operation, settings);
  if (place === null) return;
  const document = said.kind === 'vote' ? presentVote(said) : presentCancel(said);
  try {
    await announcer.announce(cardReply(replyId(said), operation, place, document));
  } catch (error) {
    log.warn({ operation: operation.id, error }, 'the thread of a card does not say what was done');
  }
}

/** Who approved may still deny: that is a reply of its own. */
function replyId(said: VoteFacts | CancelFacts): string {
  if (said.kind === 'cancel') return `op-cancel-${said.operation}`;
  const id = `op-vote-${said.operation}-${said.user}`;
  return said.verdict === 'approve' ? id : `${id}-deny`;
}
