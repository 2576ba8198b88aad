import type { Announcement } from '../core/announcement.ts';
import type { Document } from '../core/document.ts';
import type { Clock, Delivery, DeliveryOutcome } from '../core/ports.ts';
import { refuse } from '../core/refusal.ts';
import { presentRefusal } from '../present/refusal.ts';

type Whisper = (document: Document, announcement: Announcement) => Promise<void>;

/** As long as Slack takes an answer to a command directly (response_url). */
const REACHABLE_MS = 30 * 60 * 1000;
const MOST = 1_000;

/** Errors with which Slack keeps the bot out of a channel in which it can nevertheless be asked. */
const keptOut: ReadonlySet<string> = new Set([
  'not_in_channel',
  'channel_not_found',
  'is_archived',
  'restricted_action',
]);

/**
 * A slash command can be typed where the bot is no member; its answer then has no way in. Remembers, for a while and in
 * this process alone, how to reach who asked, and tells them what to do.
 */
export function lastResort(clock: Clock) {
  const reachable = new Map<string, { readonly whisper: Whisper; readonly until: number }>();

  const tell = async (announcement: Announcement, outcome: DeliveryOutcome): Promise<DeliveryOutcome> => {
    if (outcome.outcome !== 'refused' || !keptOut.has(outcome.error)) return outcome;
    const person = reachable.get(announcement.id);
    if (!person || person.until < clock()) return outcome;
    reachable.delete(announcement.id);
    await person.whisper(presentRefusal(refuse('kept_out')), announcement);
    return outcome;
  };

  return {
    /** Answers to `messageId` may be whispered by this way. */
    remember: (messageId: string, whisper: Whisper): void => {
      const [oldest] = reachable.keys();
      if (reachable.size >= MOST && oldest !== undefined) reachable.delete(oldest);
      reachable.set(messageId, { whisper, until: clock() + REACHABLE_MS });
    },
    watch: (delivery: Delivery): Delivery => ({
      ...delivery,
      post: async announcement => tell(announcement, await delivery.post(announcement)),
      whisper: async announcement => tell(announcement, await delivery.whisper(announcement)),
    }),
  };
}
