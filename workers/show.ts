import { othersThan } from '../src/core/linked-accounts.ts';
import type { Operation } from '../src/core/operation.ts';
import { cardMessage, cardPlace, cardReply } from '../src/present/card-message.ts';
import { cardReplies } from '../src/present/card-replies.ts';
import { presentOutcome } from '../src/present/outcome.ts';
import type { ChangeWorld } from './change-world.ts';

type Showing = Pick<ChangeWorld, 'settings' | 'announcer' | 'cards' | 'notices' | 'log'>;

/**
 * Says in the card's thread what people did: whoever took their votes may have died before it said so. Never rejects. Where it is said already
 * nothing is said again.
 */
export async function tellVotes(
  operation: Operation,
  { settings, announcer, clock, log }: Pick<ChangeWorld, 'settings' | 'announcer' | 'clock' | 'log'>,
): Promise<void> {
  const place = cardPlace(operation, settings);
  if (place === null) return;
  try {
    for (const reply of cardReplies(operation, place, clock())) await announcer.announce(reply);
  } catch (error) {
    log.warn({ operation: operation.id, error }, 'the thread of a card does not say yet who voted');
  }
}

/**
 * Shows an operation as it is now: its card, and in the card's thread how it ended. Never rejects: what is not shown is found and shown by
 * a sweep, and saying the same twice is saying it once.
 */
export async function show(operation: Operation, showing: Showing): Promise<void> {
  const { settings, announcer, cards, log } = showing;
  const place = cardPlace(operation, settings);
  try {
    if (place !== null) {
      await announcer.announce(cardMessage(operation, place, await approverNames(operation, showing)));
      if (hasOutcome(operation)) {
        const document = presentOutcome(operation);
        await announcer.announce(cardReply(`op-outcome-${operation.id}`, operation, place, document));
      }
    }
    await cards.shown(operation.id, operation.revision);
  } catch (error) {
    log.warn({ operation: operation.id, error }, 'the card does not show yet how far the operation is');
  }
}

/** How it ended is told by whoever ended it: votes by the bot, and what guards refused at once by the card alone. */
function hasOutcome({ state, refusal, steps }: Operation): boolean {
  if (state === 'refused') return refusal !== null;
  if (state === 'cancelled') return steps.some(({ startedAt }) => startedAt !== null);
  return state === 'succeeded' || state === 'failed' || state === 'stale' || state === 'expired';
}

/** As many as a person reads; a card is no phone book. */
const MOST_NAMES = 12;

/** Who may approve it, by name, for reading; an id where nobody has told the name. */
async function approverNames({ requester }: Operation, { settings, notices }: Showing): Promise<readonly string[]> {
  const { approvers, linked } = settings.access;
  const { users, groups } = approvers;
  const members = await Promise.all(groups.map(group => notices.group(group)));
  const ids = othersThan(requester.user, [...users, ...members.flatMap(found => found?.members ?? [])], linked).slice(
    0,
    MOST_NAMES,
  );
  return Promise.all(ids.map(async user => (await notices.latest(user))?.name ?? user));
}
