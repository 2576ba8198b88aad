import { gunzipSync } from 'node:zlib';
import type { Addressed } from '../core/announcement.ts';
import type { Delivery, Files } from '../core/ports.ts';

/** A file in a channel is bounded, whatever was packed. Bytes. */
const MOST_BYTES = 1_000_000;

/**
 * Puts the file of a message beside it, once the message stands. It is offered once and not waited for: a file that Slack does not take is no
 * reason to post anything twice, and the message says where the whole of it lies.
 */
export const attaching = (delivery: Delivery, files: Files): Delivery => ({
  ...delivery,
  post: async announcement => {
    const outcome = await delivery.post(announcement);
    if (outcome.outcome === 'ok') void share(announcement, outcome.ts, files);
    return outcome;
  },
});

/** In the thread of the message, so that the channel has one. */
async function share({ channel, thread, attachment }: Addressed, ts: string, files: Files): Promise<void> {
  if (attachment === undefined) return;
  const content = unpack(attachment.packed);
  if (content !== null) await files.share({ channel, thread: thread ?? ts, name: attachment.name, content });
}

function unpack(packed: string): string | null {
  try {
    return gunzipSync(Buffer.from(packed, 'base64'), { maxOutputLength: MOST_BYTES }).toString('utf8');
  } catch {
    return null;
  }
}
