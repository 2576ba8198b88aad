import type { KnownBlock } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Addressed } from '../core/announcement.ts';
import type { Speak } from '../core/message.ts';
import type { Delivery, DeliveryOutcome, Log } from '../core/ports.ts';
import { render } from './blocks/render.ts';
import { outcomeOf, platformCode, refusalDetails } from './errors.ts';
import { EVENT_TYPE } from './event-type.ts';
import { findMessage } from './find-message.ts';

export type DeliveryParts = {
  /** One that never repeats a call. */
  readonly client: WebClient;
  readonly botUserId: () => string | null;
  readonly speak: Speak;
  readonly log: Log;
};

type Content = {
  readonly text: string;
  readonly blocks: KnownBlock[];
  readonly metadata: { event_type: string; event_payload: Record<string, string> };
};

/** Puts announcements into Slack, each call once. A repair after an unknown outcome is `find` and is the caller's. */
export function openDelivery({ client, botUserId, speak, log }: DeliveryParts): Delivery {
  const send = (announcement: Addressed, call: (content: Content) => Promise<{ ts?: string }>) =>
    attempt(contentOf(announcement, speak), call, log);
  return {
    post: announcement =>
      send(announcement, ({ text, blocks, metadata }) =>
        client.chat.postMessage({ ...placeOf(announcement), ...quiet, text, blocks, metadata }),
      ),
    update: (announcement, ts) =>
      send(announcement, ({ text, blocks, metadata }) =>
        client.chat.update({
          channel: announcement.channel,
          ts,
          text,
          blocks,
          metadata,
          parse: 'none',
          link_names: false,
        }),
      ),
    whisper: announcement => {
      const { audience } = announcement;
      if (audience.kind !== 'person') return Promise.resolve({ outcome: 'refused', error: 'no_person' });
      return send(announcement, async ({ text, blocks }) => {
        const answer = await client.chat.postEphemeral({
          ...placeOf(announcement),
          user: audience.user,
          parse: 'none',
          link_names: false,
          text,
          blocks,
        });
        return answer.message_ts === undefined ? {} : { ts: answer.message_ts };
      });
    },
    find: async (announcement, since) => {
      try {
        return { ok: true, ts: await findMessage(client, botUserId(), announcement, since) };
      } catch (error) {
        log.warn({ announcement: announcement.id, ...outcomeOf(error) }, 'cannot look for a message in Slack');
        return { ok: false };
      }
    },
  };
}

const quiet = { unfurl_links: false, unfurl_media: false, mrkdwn: false, parse: 'none', link_names: false } as const;

const placeOf = ({ channel, thread }: Addressed): { channel: string; thread_ts?: string } =>
  thread === null ? { channel } : { channel, thread_ts: thread };

function contentOf({ id, document, language, metadata }: Addressed, speak: Speak): Content {
  const { blocks, text } = render(document, language, speak);
  return {
    text,
    blocks: [...blocks],
    metadata: { event_type: EVENT_TYPE, event_payload: { ...metadata, message: id } },
  };
}

/** Slack may refuse blocks it took yesterday; then the text is posted alone, because an answer without looks beats none. */
const refusedForLooks: ReadonlySet<string> = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_blocks_too_long',
]);

/** A workspace that has no charts yet still gets everything else; whatever is refused without them is posted as text. */
const plainer = (blocks: readonly KnownBlock[]): KnownBlock[] => {
  const left = blocks.filter(({ type }) => !newest.has(type));
  return left.length < blocks.length ? left : [];
};
const newest: ReadonlySet<string> = new Set(['data_visualization']);

async function attempt(
  content: Content,
  call: (content: Content) => Promise<{ ts?: string }>,
  log: Log,
): Promise<DeliveryOutcome> {
  try {
    const { ts } = await call(content);
    return ts === undefined ? { outcome: 'unknown' } : { outcome: 'ok', ts };
  } catch (error) {
    const code = platformCode(error);
    if (code === null || !refusedForLooks.has(code) || content.blocks.length === 0) return outcomeOf(error);
    log.error(
      { code, details: refusalDetails(error) },
      'Slack refused the blocks of a message; posting its text alone',
    );
    return attempt({ ...content, blocks: plainer(content.blocks) }, call, log);
  }
}
