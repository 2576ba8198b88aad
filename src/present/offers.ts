import type { Button, Document } from '../core/document.ts';
import { say } from '../core/message.ts';
import type { Remedy } from '../core/remedy/remedy.ts';
import { askButton } from './ask-button.ts';

/** One for each that is another: a plan stands in the channel as if somebody had typed it, what is only looked at in the thread. */
export const offerButtons = (cluster: string, offers: readonly Remedy[]): readonly Button[] =>
  [...new Map(offers.map(offer => [offer.line, offer])).values()].map(({ kind, line }) => {
    const whole = `${line} --cluster ${cluster}`;
    return kind === 'plan'
      ? askButton('channel', whole, say('remedy.plan', { line }), 'primary')
      : askButton('here', whole, say('remedy.look', { line }));
  });

export const presentOffers = (cluster: string, offers: readonly Remedy[]): Document =>
  offers.length > 0 ? [{ type: 'actions', buttons: offerButtons(cluster, offers) }] : [];
