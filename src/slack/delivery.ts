import type { KnownBlock } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Addressed } from '../core/announcement.ts';
import type { Speak } from '../core/message.ts';
import type { Clock, Delivery, DeliveryOutcome, Log } from '../core/ports.ts';
import { outcomeOf, platformCode, refusalDetails } from './errors.ts';
import { EVENT_TYPE } from './event-type.ts';
import { findMessage } from './find-message.ts';
import type { Hanger } from './hang.ts';
import { firstRank, type Look, lookOf, plainerThan, type Rank } from './looking.ts';

export type DeliveryParts = {
  /** One that never repeats a call. */
  readonly client: WebClient;
  readonly botUserId: () => string | null;
  readonly speak: Speak;
  readonly hang: Hanger;
  readonly clock: Clock;
  readonly log: Log;
};

type Content = {
  readonly text: string;
  readonly blocks: KnownBlock[];
  readonly metadata: { event_type: string; event_payload: Record<string, string> };
};

type Call = (content: Content) => Promise<{ ts?: string }>;

/** Puts announcements into Slack, each call once. A repair after an unknown outcome is `find` and is the caller's. */
export function openDelivery(parts: DeliveryParts): Delivery {
  const { client, botUserId, log } = parts;
  const memory = { charts: openMemory(parts.clock), folds: openMemory(parts.clock) };
  const send = (announcement: Addressed, call: Call): Promise<DeliveryOutcome> =>
    attempt(
      { announcement, call, memory, ...parts },
      firstRank(announcement, { charts: memory.charts.takes(), folds: memory.folds.takes() }),
    );
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

const contentOf = ({ id, metadata }: Addressed, { text, blocks }: Look): Content => ({
  text,
  blocks: [...blocks],
  metadata: { event_type: EVENT_TYPE, event_payload: { ...metadata, message: id } },
});

/** Slack may refuse blocks it took yesterday; then the text is posted alone, because an answer without looks beats none. */
const refusedForLooks: ReadonlySet<string> = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_blocks_too_long',
]);

/** Whether this workspace takes a kind of block. Where it refused it is not asked again for a while, but it may learn. */
function openMemory(clock: Clock) {
  let until = 0;
  return {
    takes: (): boolean => clock() >= until,
    refused: (): void => {
      until = clock() + ASK_AGAIN_MS;
    },
  };
}
const ASK_AGAIN_MS = 6 * 60 * 60_000;

type Sending = DeliveryParts & {
  readonly announcement: Addressed;
  readonly call: Call;
  readonly memory: Readonly<Record<'charts' | 'folds', ReturnType<typeof openMemory>>>;
};

/** Posts with the looks of a rank, and, where Slack refuses these, with plainer ones. */
async function attempt(sending: Sending, rank: Rank, before: Rank | null = null): Promise<DeliveryOutcome> {
  const { announcement, call, memory, speak, hang, clock, log } = sending;
  const look = await lookOf(announcement, rank, speak, hang);
  try {
    const { ts } = await call(contentOf(announcement, look));
    if (before?.folds) memory.folds.refused();
    else if (before?.pictures === 'charts' && announcement.document.some(({ type }) => type === 'chart'))
      memory.charts.refused();
    return ts === undefined ? { outcome: 'unknown' } : { outcome: 'ok', ts };
  } catch (error) {
    const code = platformCode(error);
    const plainer = plainerThan(rank);
    if (code === null || !refusedForLooks.has(code) || look.blocks.length === 0 || plainer === null) {
      return outcomeOf(error);
    }
    const details = refusalDetails(error);
    if (isUnready(look, details, clock()) && announcement.audience.kind === 'channel')
      return { outcome: 'unavailable' };
    log.error({ code, details, looks: rank }, 'Slack refused the blocks of a message; posting it with plainer ones');
    return attempt(sending, plainer, rank);
  }
}

/** Slack looks at an upload for a second or two, and until then does not know the picture: `invalid slack file [json-pointer:…]`. */
const isUnready = ({ newest }: Look, details: readonly string[], now: number): boolean =>
  newest !== null && now - newest < READY_WITHIN_MS && details.some(detail => detail.includes('slack_file'));
const READY_WITHIN_MS = 30_000;
