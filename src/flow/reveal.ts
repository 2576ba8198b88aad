import type { Addressed } from '../core/announcement.ts';
import { code, say } from '../core/message.ts';
import type { Delivery } from '../core/ports.ts';

type Secret = NonNullable<Addressed['secret']>;

/**
 * Opens a sealed password right before Slack gets it: in a message to one person, never in any other, and never anywhere it is kept. What
 * cannot be opened any more is said to be lost, with the way to another.
 */
export const revealing = (delivery: Delivery, open: (secret: Secret) => string | null): Delivery => ({
  ...delivery,
  whisper: announcement => delivery.whisper(revealed(announcement, open)),
});

function revealed(announcement: Addressed, open: (secret: Secret) => string | null): Addressed {
  const { secret, document, ...rest } = announcement;
  if (secret === undefined) return announcement;
  const text = open(secret);
  if (text !== null) return { ...rest, document: [...document, { type: 'code', text }] };
  const told = {
    user: code(secret.user),
    cluster: code(secret.cluster),
    command: code(`/etcd user passwd ${secret.user}`),
  };
  return { ...rest, document: [{ type: 'paragraph', text: say('secret.gone', told) }] };
}
