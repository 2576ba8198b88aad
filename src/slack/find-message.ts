import type { WebClient } from '@slack/web-api';
import type { Addressed } from '../core/announcement.ts';
import { EVENT_TYPE } from './event-type.ts';

/** Slack's clock names messages, ours named the time; milliseconds. */
const SKEW_MS = 30_000;
const PAGE = 100;
const MAX_PAGES = 5;

/**
 * The ts of our message with this announcement's id in its metadata, among those after `since` (ms since the epoch); null
 * when the window, at most 500 messages, holds none. @throws the client's errors.
 */
export async function findMessage(
  client: WebClient,
  botUserId: string | null,
  { channel, thread, id }: Addressed,
  since: number,
): Promise<string | null> {
  const oldest = String(Math.max(0, since - SKEW_MS) / 1000);
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const window = { channel, oldest, limit: PAGE, include_all_metadata: true, ...(cursor ? { cursor } : {}) };
    const answer =
      thread === null
        ? await client.conversations.history(window)
        : await client.conversations.replies({ ...window, ts: thread });
    const ours = answer.messages?.find(
      ({ metadata, user }) =>
        metadata?.event_type === EVENT_TYPE &&
        messageId(metadata.event_payload) === id &&
        (botUserId === null || user === undefined || user === botUserId),
    );
    if (ours?.ts) return ours.ts;
    cursor = answer.response_metadata?.next_cursor;
    if (!cursor) return null;
  }
  return null;
}

const messageId = (payload: unknown): unknown =>
  typeof payload === 'object' && payload !== null && 'message' in payload ? payload.message : null;
