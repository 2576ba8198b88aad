import type { Announcement } from '../core/announcement.ts';
import type { Operation } from '../core/operation.ts';
import { presentReview } from './break-glass.ts';
import type { CardPlace } from './card-message.ts';

/** Each time it is asked is a message of its own, so that it stands at the channel's end; a signature ends the last one. */
export const reviewMessage = (operation: Operation, { channel, language }: CardPlace): Announcement => ({
  id: `op-review-${operation.id}-${operation.breakGlass?.nags ?? 0}`,
  channel,
  thread: null,
  audience: { kind: 'channel' },
  language,
  metadata: {
    kind: 'alert',
    cluster: operation.plan.cluster,
    command: operation.plan.command,
    operation: operation.id,
    state: operation.state,
  },
  document: presentReview(operation),
});
