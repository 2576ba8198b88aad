import { createHash } from 'node:crypto';
import { Queue } from 'bullmq';
import type { Announcement, MessageKind } from '../core/announcement.ts';
import type { Announcer } from '../core/ports.ts';
import { within } from './deadline.ts';
import { type Link, linkOptions, logErrors } from './link.ts';
import { writeAnnouncement } from './wire/announcement.ts';
import { writeWire } from './wire/envelope.ts';

export const DELIVERIES = 'deliveries';

/** Where the newest content of every message lies. The adapter is the store's outbox. */
export type Drafts = {
  readonly announce: (content: {
    readonly id: string;
    readonly channel: string;
    readonly audience: 'channel' | 'person';
    readonly urgency: number;
    readonly after: string | null;
    readonly content: string;
  }) => Promise<number | null>;
};

export type Outbox = Announcer & { readonly queue: Queue; readonly close: () => Promise<void> };

/** Somebody waits for these; a report can wait a second. */
const urgencies: Readonly<Record<MessageKind, number>> = {
  answer: 0,
  refusal: 0,
  plan: 0,
  outcome: 0,
  alert: 0,
  report: 1,
};

/**
 * Puts messages on their way: the store keeps the newest content, a job wakes a bot. Announcing the same again, as a job that is run twice
 * does, changes nothing. Rejects within 4 s when Redis is away.
 */
export function openOutboxQueue(link: Link, drafts: Drafts): Outbox {
  const queue = new Queue(DELIVERIES, { ...linkOptions(link), skipWaitingForReady: true });
  logErrors(queue, link.log);
  return {
    queue,
    announce: async announcement => {
      const urgency = urgencies[announcement.metadata.kind];
      const version = await within(2_000, drafts.announce(draftOf(announcement, urgency)));
      if (version !== null) await within(2_000, wake(queue, announcement.id, version, urgency));
    },
    close: () => queue.close(),
  };
}

function draftOf(announcement: Announcement, urgency: number) {
  const { id, channel, audience, thread } = announcement;
  const after = typeof thread === 'string' || thread === null ? null : thread.of;
  return { id, channel, audience: audience.kind, urgency, after, content: writeAnnouncement(announcement) };
}

/** One job per message and version: while it waits it stands for all newer versions too; adding it again does nothing. */
export async function wake(queue: Queue, id: string, version: number, urgency: number): Promise<void> {
  const hash = createHash('sha256').update(id).digest('hex').slice(0, 32);
  await queue.add('deliver', writeWire({ id, version }), {
    jobId: `deliver-${hash}-${version}`,
    removeOnComplete: true,
    removeOnFail: true,
    ...(urgency > 0 ? { priority: urgency } : {}),
  });
}
