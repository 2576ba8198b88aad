import type { Addressed } from '../../src/core/announcement.ts';
import { verbatim } from '../../src/core/message.ts';
import { type ServeDeliveries, serveDeliveries } from '../../src/queue/deliveries.ts';
import { openOutboxQueue } from '../../src/queue/outbox.ts';
import { openOutbox, outboxTimings } from '../../src/store/outbox.ts';
import { connectRedis, disconnectRedis } from '../../src/store/redis.ts';
import { silent, unmeasured } from './silence.ts';

/** An announcement whose text is told. */
export function anAnnouncement(id: string, text: string, more: Partial<Addressed> = {}): Addressed {
  return {
    id,
    channel: 'C1',
    thread: null,
    audience: { kind: 'channel' },
    language: 'en',
    metadata: { kind: 'answer', cluster: 'prod', command: 'status' },
    document: [{ type: 'paragraph', text: verbatim(text) }],
    ...more,
  };
}

/** The announcing side, as in a worker. */
export async function anAnnouncer(url: string, prefix: string) {
  const connection = await connectRedis(url, { role: 'producer', log: silent });
  const outbox = openOutboxQueue({ connection, prefix, log: silent }, openOutbox(connection, prefix));
  return {
    announce: outbox.announce,
    queue: outbox.queue,
    close: async () => {
      await outbox.close();
      await disconnectRedis(connection);
    },
  };
}

/** The delivering side, as in a bot. */
export async function aBot(
  url: string,
  prefix: string,
  delivery: ServeDeliveries['delivery'],
  more: Partial<ServeDeliveries> & { readonly lease?: number; readonly whisperAge?: number } = {},
) {
  const announcer = await anAnnouncer(url, prefix);
  const connection = await connectRedis(url, { role: 'blocking', log: silent });
  const { lease = 2_000, whisperAge = 60_000, ...options } = more;
  const served = serveDeliveries(
    {
      connection,
      prefix,
      log: silent,
      messages: openOutbox(connection, prefix, { ...outboxTimings, lease, whisperAge }),
      delivery,
      meter: unmeasured,
      random: () => 0.5,
      clock: Date.now,
      verifyAfterMs: 300,
      sweepEveryMs: 1_000,
      ...options,
    },
    announcer.queue,
  );
  return {
    close: async () => {
      await served.close();
      await announcer.close();
      await disconnectRedis(connection);
    },
  };
}
