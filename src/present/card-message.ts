import type { Announcement, MessageKind } from '../core/announcement.ts';
import type { Document } from '../core/document.ts';
import { hearsOf } from '../core/hears-of.ts';
import type { Language } from '../core/message.ts';
import type { Operation } from '../core/operation.ts';
import type { Settings } from '../core/settings.ts';
import { presentCard } from './card.ts';

/** Where the card of an operation stands. */
export type CardPlace = { readonly channel: string; readonly language: Language };

export const cardId = (operation: string): string => `op-card-${operation}`;

/**
 * The channel where it was asked for; for a terminal the first one that is about the cluster. Null: there is none, and the
 * operation is seen by `operations` alone.
 */
export function cardPlace({ request, plan }: Operation, { channels, language }: Settings): CardPlace | null {
  const { place } = request;
  if (place.kind === 'channel') return { channel: place.channel, language: request.language };
  const channel =
    channels.find(({ cluster }) => cluster === plan.cluster) ?? channels.find(each => hearsOf(each, plan.cluster));
  return channel ? { channel: channel.id, language: channel.language ?? language } : null;
}

/**
 * The one message of an operation. It always stands in the channel itself, also when it was asked for in a thread: what is
 * said about it is its own thread.
 */
export const cardMessage = (
  operation: Operation,
  { channel, language }: CardPlace,
  approvers: readonly string[],
): Announcement => ({
  id: cardId(operation.id),
  channel,
  thread: null,
  audience: { kind: 'channel' },
  language,
  metadata: aboutOf(operation, 'plan'),
  document: presentCard(operation, approvers),
});

/** A reply in the card's thread; it waits until the card is posted. */
export const cardReply = (
  id: string,
  operation: Operation,
  { channel, language }: CardPlace,
  document: Document,
): Announcement => ({
  id,
  channel,
  thread: { of: cardId(operation.id) },
  audience: { kind: 'channel' },
  language,
  metadata: aboutOf(operation, 'outcome'),
  document,
});

const aboutOf = ({ id, plan, state }: Operation, kind: MessageKind) => ({
  kind,
  cluster: plan.cluster,
  command: plan.command,
  operation: id,
  state,
});
