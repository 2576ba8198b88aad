import type { Addressed, Announcement } from '../core/announcement.ts';
import type { DeliveryMethod, DeliverySetback, DeliveryStep } from '../core/delivery-step.ts';
import type { Delivery, DeliveryOutcome, Log, Meter } from '../core/ports.ts';
import { readAnnouncement } from './wire/announcement.ts';

/** The messages on their way; every function is one atomic step. The adapter is the store's outbox. */
export type Messages = {
  readonly take: (id: string, token: string) => Promise<DeliveryStep>;
  readonly delivered: (id: string, version: number, ts: string) => Promise<void>;
  readonly later: (
    id: string,
    back: { token: string; wake: number; what: DeliverySetback; waitMs: number; method: DeliveryMethod },
  ) => Promise<void>;
  readonly refused: (id: string, error: string, anew: boolean) => Promise<boolean>;
  readonly waiting: (olderThanMs: number, limit: number) => Promise<readonly { id: string; wake: number }[]>;
};

export type Deliverer = {
  readonly messages: Messages;
  readonly delivery: Delivery;
  readonly meter: Meter;
  readonly log: Log;
  /** 0..1, spreads retries. */
  readonly random: () => number;
  /** How long after a lost answer the message is looked for, milliseconds. */
  readonly verifyAfterMs: number;
};

export type Errand = { readonly id: string; readonly wake: number; readonly token: string };

/** An ephemeral message is tried so often; then the person will have asked again. */
const WHISPERS = 3;
const FIRST_BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 60_000;
/** Slack's errors for an edit of a message that is gone or can no longer be edited (chat.update). */
const gone: readonly string[] = ['message_not_found', 'cant_update_message', 'edit_window_closed'];
/** Slack's errors for a reply to a message that is gone or can't have any (chat.postMessage). */
const threadGone: readonly string[] = ['thread_not_found', 'cannot_reply_to_message'];

/** Does what is to be done for one message now. Returns the milliseconds after which to come again, or null when nothing is left to do. */
export async function deliver(deliverer: Deliverer, errand: Errand): Promise<number | null> {
  for (;;) {
    const step = await deliverer.messages.take(errand.id, errand.token);
    switch (step.do) {
      case 'nothing':
        return null;
      case 'wait':
        return step.ms;
      case 'dropped':
        deliverer.log.error({ message: errand.id, why: step.why }, 'a message was dropped');
        return null;
      default: {
        const next = await attempt(deliverer, errand, step);
        if (next !== 'again') return next;
      }
    }
  }
}

type Attempt = Exclude<DeliveryStep, { do: 'nothing' | 'wait' | 'dropped' }>;

async function attempt(deliverer: Deliverer, errand: Errand, step: Attempt): Promise<number | null | 'again'> {
  const announcement = readAnnouncement(step.content);
  if (!announcement.ok) {
    deliverer.log.error(
      { message: errand.id, why: announcement.why, detail: announcement.detail },
      'a message is unreadable',
    );
    await deliverer.messages.refused(errand.id, `unreadable: ${announcement.why}`, false);
    return null;
  }
  const addressed = address(announcement.value, step.thread);
  if (step.do === 'verify') return verify(deliverer, errand, addressed, step);
  const outcome = await call(deliverer, addressed, step);
  return settle(deliverer, errand, step, outcome);
}

/** A reply to an announcement goes into the thread of its message, or, where there is none, into the channel. */
function address(announcement: Announcement, resolved: string): Addressed {
  const { thread } = announcement;
  return { ...announcement, thread: typeof thread === 'string' || thread === null ? thread : resolved || null };
}

/** An answer was lost, or a bot was: the message may be there. Look for it before posting again. */
async function verify(
  { messages, delivery, meter, log, verifyAfterMs }: Deliverer,
  { id, token, wake }: Errand,
  announcement: Addressed,
  { version, since }: Extract<DeliveryStep, { do: 'verify' }>,
): Promise<number | 'again'> {
  const found = await delivery.find(announcement, since).catch((): { ok: false } => ({ ok: false }));
  if (!found.ok) {
    await messages.later(id, { token, wake, what: 'unverified', waitMs: 2 * verifyAfterMs, method: 'post' });
    return 2 * verifyAfterMs;
  }
  if (found.ts === null) {
    await messages.later(id, { token, wake, what: 'absent', waitMs: 0, method: 'post' });
    return 'again';
  }
  log.info({ message: id, ts: found.ts }, 'found the message again, it is not posted twice');
  meter.delivered('post', 'repaired');
  await messages.delivered(id, version, found.ts);
  return 'again';
}

type Call = Extract<DeliveryStep, { do: DeliveryMethod }>;

async function call({ delivery, log }: Deliverer, announcement: Addressed, step: Call): Promise<DeliveryOutcome> {
  try {
    if (step.do === 'post') return await delivery.post(announcement);
    if (step.do === 'update') return await delivery.update(announcement, step.ts);
    return await delivery.whisper(announcement);
  } catch (error) {
    log.error({ message: announcement.id, error }, 'delivery threw');
    return { outcome: 'unknown' };
  }
}

async function settle(
  deliverer: Deliverer,
  { id, token, wake }: Errand,
  step: Call,
  outcome: DeliveryOutcome,
): Promise<number | null | 'again'> {
  const { messages, meter, log } = deliverer;
  const way = step.do === 'whisper' ? 'ephemeral' : step.do;
  if (outcome.outcome === 'ok') {
    meter.delivered(way, 'ok');
    await messages.delivered(id, step.version, step.do === 'whisper' ? '' : outcome.ts);
    return null;
  }
  if (outcome.outcome === 'refused' || (step.do === 'whisper' && step.tries >= WHISPERS)) {
    const error = outcome.outcome === 'refused' ? outcome.error : outcome.outcome;
    log.error({ message: id, way, error }, 'Slack does not take a message');
    meter.delivered(way, 'failed');
    const anew = step.do === 'update' ? gone.includes(error) : step.thread !== '' && threadGone.includes(error);
    return (await messages.refused(id, error, anew)) ? 'again' : null;
  }
  const waitMs = waitAfter(deliverer, step, outcome);
  log.warn({ message: id, way, outcome: outcome.outcome, waitMs, tries: step.tries }, 'a message has to wait');
  meter.delivered(way, 'retry');
  // The effect of an edit or a whisper can be had twice: only a post has to be looked for.
  const what = outcome.outcome === 'unknown' && step.do !== 'post' ? 'unavailable' : outcome.outcome;
  await messages.later(id, { token, wake, what, waitMs, method: step.do });
  return waitMs;
}

function waitAfter(deliverer: Deliverer, step: Call, outcome: DeliveryOutcome): number {
  if (outcome.outcome === 'limited') return outcome.retryAfterMs;
  if (outcome.outcome === 'unknown' && step.do === 'post') return deliverer.verifyAfterMs;
  const backoff = Math.min(FIRST_BACKOFF_MS * 2 ** Math.min(step.tries - 1, 10), LONGEST_BACKOFF_MS);
  return backoff * (0.75 + deliverer.random() / 2);
}
