import { z } from 'zod';
import type { DeliveryMethod, DeliverySetback, DeliveryStep } from '../core/delivery-step.ts';
import { announceStep, deliveredStep, laterStep, refusedStep, takeStep } from './outbox-scripts.ts';
import type { RedisConnection } from './redis.ts';
import { runScript, type Script } from './script.ts';

/** Milliseconds, all of them. */
export type OutboxTimings = {
  /** Between two messages of a channel; Slack allows one per second. */
  readonly interval: number;
  /** How long a bot may work on one message before another bot may look at it: longer than any call to Slack takes. */
  readonly lease: number;
  /** An ephemeral message older than this helps nobody. */
  readonly whisperAge: number;
  /** When to give up on a message that Slack could not take for so long. */
  readonly age: number;
  /** When a reply to a message that nobody ever announced goes into the channel. */
  readonly orphanAge: number;
  /** How long a delivered message can still be edited. */
  readonly keepDelivered: number;
  readonly keepOpen: number;
};

const HOUR = 60 * 60 * 1000;
export const outboxTimings: OutboxTimings = {
  interval: 1_000,
  lease: 30_000,
  whisperAge: 60_000,
  age: 24 * HOUR,
  orphanAge: 24 * HOUR,
  keepDelivered: 7 * 24 * HOUR,
  keepOpen: 30 * 24 * HOUR,
};

export type Content = {
  readonly id: string;
  readonly channel: string;
  readonly audience: 'channel' | 'person';
  /** Smaller goes first within a channel. */
  readonly urgency: number;
  /** The message in whose thread it belongs: it waits until that one is posted. */
  readonly after?: string | null;
  readonly content: string;
};

const number = z.coerce.number();
const stepReply = z.union([
  z.tuple([z.literal('nothing')]).transform((): DeliveryStep => ({ do: 'nothing' })),
  z.tuple([z.literal('wait'), number]).transform(([, ms]): DeliveryStep => ({ do: 'wait', ms })),
  z.tuple([z.literal('dropped'), z.string()]).transform(([, why]): DeliveryStep => ({ do: 'dropped', why })),
  z
    .tuple([z.literal('verify'), number, z.string(), number, z.string()])
    .transform(
      ([, version, content, since, thread]): DeliveryStep => ({ do: 'verify', version, content, since, thread }),
    ),
  z.tuple([z.enum(['post', 'update', 'whisper']), number, z.string(), z.string(), number, z.string()]).transform(
    ([what, version, content, ts, tries, thread]): DeliveryStep => ({
      do: what,
      version,
      content,
      ts,
      tries,
      thread,
    }),
  ),
]);

export type OutboxStore = ReturnType<typeof openOutbox>;

/** The messages on their way, and what became of them. Content is opaque here. */
export function openOutbox(redis: RedisConnection, prefix: string, timings: OutboxTimings = outboxTimings) {
  const open = `${prefix}:outbox:open`;
  const run = (step: Script, id: string, ...args: readonly (string | number)[]) =>
    runScript(redis, step, [`${prefix}:outbox:message:${id}`, open], [id, prefix, ...args]);
  return {
    /** Stores the newest content. Returns the version whose job is to be woken; null when there is nothing to deliver. */
    announce: async ({ id, content, channel, audience, urgency, after }: Content): Promise<number | null> =>
      number.parse(await run(announceStep, id, content, channel, audience, urgency, timings.keepOpen, after ?? '')) ||
      null,

    /** Takes the message, and the channel's next second, for `token`; or says why not. */
    take: async (id: string, token: string): Promise<DeliveryStep> => {
      const { lease, interval, whisperAge, age, keepDelivered, orphanAge } = timings;
      return stepReply.parse(
        await run(takeStep, id, token, lease, interval, whisperAge, age, keepDelivered, orphanAge),
      );
    },

    delivered: async (id: string, version: number, ts: string): Promise<void> => {
      await run(deliveredStep, id, version, ts, timings.keepDelivered);
    },

    /** Gives the message back after something went wrong; `waitMs` holds for the channel when Slack limits us. */
    later: async (
      id: string,
      back: { token: string; wake: number; what: DeliverySetback; waitMs: number; method: DeliveryMethod },
    ): Promise<void> => {
      await run(laterStep, id, back.token, back.wake, back.what, Math.max(1, Math.ceil(back.waitMs)), back.method);
    },

    /** Records that Slack will never take it. With `anew` an edit becomes a new message, once: true means "try again". */
    refused: async (id: string, error: string, anew: boolean): Promise<boolean> =>
      number.parse(await run(refusedStep, id, error, timings.keepDelivered, anew ? 1 : 0)) === 1,

    /** Messages that have been waiting for longer, with the version to wake: their job may have been lost. */
    waiting: async (olderThanMs: number, limit: number): Promise<readonly { id: string; wake: number }[]> => {
      const [seconds = '0'] = await redis.time().then(time => time.map(String));
      const ids = await redis.zrangebyscore(open, '-inf', Number(seconds) * 1000 - olderThanMs, 'LIMIT', 0, limit);
      return Promise.all(
        ids.map(async id => {
          const [wake, version] = await redis.hmget(`${prefix}:outbox:message:${id}`, 'wake', 'version');
          return { id, wake: Number(wake ?? version ?? 0) };
        }),
      );
    },
  };
}
