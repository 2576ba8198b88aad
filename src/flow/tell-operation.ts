import type { VoteFacts } from '../core/facts/desk.ts';
import type { Operation } from '../core/operation.ts';
import type { Announcer, Cards, Clock, Log } from '../core/ports.ts';
import type { Settings } from '../core/settings.ts';
import { cardMessage, cardPlace } from '../present/card-message.ts';
import { cardReplies, voteReply } from '../present/card-replies.ts';
import { approverNames, type Colleagues } from './approver-names.ts';

export type Telling = Colleagues & {
  readonly settings: Settings;
  readonly announcer: Announcer;
  readonly cards: Cards;
  readonly clock: Clock;
  readonly log: Log;
};

/**
 * Shows the card as it is now, and in its thread what people did. Never rejects: a card counts as shown once all of it is on its way, and one
 * that falls behind is shown again by the workers' sweep. Who may approve is told while that is of use.
 */
export async function showCard(operation: Operation, telling: Telling): Promise<void> {
  const { settings, announcer, cards, clock, log } = telling;
  const place = cardPlace(operation, settings);
  if (place === null) return;
  try {
    const approvers =
      operation.state === 'awaiting_approval' ? await approverNames(settings, operation.requester.user, telling) : [];
    await announcer.announce(cardMessage(operation, place, approvers));
    for (const reply of cardReplies(operation, place, clock())) await announcer.announce(reply);
    await cards.shown(operation.id, operation.revision);
  } catch (error) {
    log.warn({ operation: operation.id, error }, 'the card does not show yet what was done');
  }
}

/** Says it of one vote again, because something has come to it. Never rejects. */
export async function correctReply(operation: Operation, said: VoteFacts, telling: Telling): Promise<void> {
  const { settings, announcer, log } = telling;
  const place = cardPlace(operation, settings);
  if (place === null) return;
  try {
    await announcer.announce(voteReply(said, operation, place));
  } catch (error) {
    log.warn({ operation: operation.id, error }, 'the thread of a card does not say all that was done');
  }
}
