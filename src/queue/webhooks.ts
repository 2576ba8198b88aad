import { type Job, Queue, UnrecoverableError, Worker } from 'bullmq';
import { z } from 'zod';
import type { Log } from '../core/ports.ts';
import type { Posted } from '../core/watch/posted.ts';
import { within } from './deadline.ts';
import { closeWorker, type Link, linkOptions, logErrors, workerManners } from './link.ts';

const WEBHOOKS = 'webhooks';

export type ServeWebhooks = Link & {
  readonly post: (url: string, body: string) => Promise<Posted>;
  readonly done: (outcome: Posted['outcome']) => void;
  readonly log: Log;
};

const jobSchema = z.object({ url: z.string(), body: z.string() });

/** Ten times within three quarters of an hour, each wait twice the one before. */
const manners = {
  attempts: 10,
  backoff: { type: 'exponential', delay: 5_000 },
  removeOnFail: { age: 86_400 },
} as const;

/** Sends to webhooks what happens, each message once per receiver however often it is asked for, and again where it failed. */
export function openWebhooks(options: ServeWebhooks) {
  const { log, post, done } = options;
  const queue = new Queue(WEBHOOKS, { ...linkOptions(options), skipWaitingForReady: true });
  logErrors(queue, log);
  const serve = async (job: Job): Promise<void> => {
    const { url, body } = jobSchema.parse(job.data);
    const { outcome, detail } = await post(url, body);
    done(outcome);
    if (outcome === 'ok') return;
    const host = new URL(url).host;
    log.warn({ host, detail, attempt: job.attemptsMade + 1 }, 'a webhook did not take an alert');
    if (outcome === 'refused') throw new UnrecoverableError(detail);
    throw new Error(detail);
  };
  const worker = new Worker(WEBHOOKS, serve, { ...linkOptions(options), ...workerManners, concurrency: 4 });
  logErrors(worker, log);
  return {
    queue,
    /** `id`: the same message again is none. Rejects within 2 s when Redis is away. */
    send: async (id: string, url: string, body: string): Promise<void> => {
      await within(
        2_000,
        queue.add('post', { url, body }, { jobId: id, removeOnComplete: { age: 86_400 }, ...manners }),
      );
    },
    close: async () => {
      await closeWorker(worker, options);
      await queue.close();
    },
  };
}
