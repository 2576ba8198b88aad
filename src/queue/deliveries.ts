import { DelayedError, type Job, type Queue, UnrecoverableError, Worker } from 'bullmq';
import { z } from 'zod';
import type { Clock } from '../core/ports.ts';
import { type Deliverer, deliver } from './deliver.ts';
import { closeWorker, type Link, linkOptions, logErrors, workerManners } from './link.ts';
import { DELIVERIES, wake } from './outbox.ts';
import { parseWire } from './wire/envelope.ts';

const errand = z.object({ id: z.string(), version: z.number() });

export type ServeDeliveries = Link &
  Omit<Deliverer, 'verifyAfterMs'> & {
    readonly clock: Clock;
    readonly concurrency?: number;
    /** After this a bot that no longer answers counts as gone, and another takes its messages, milliseconds (10 000). */
    readonly lockMs?: number;
    readonly verifyAfterMs?: number;
    /** How often lost jobs are looked for, and how old a message must be to count as lost, milliseconds. */
    readonly sweepEveryMs?: number;
  };

/**
 * Delivers messages; runs in every bot. `messages` must live on a connection that waits for Redis: what Slack has taken has to be
 * recorded, however long that takes. `queue` is the outbox' own.
 */
export function serveDeliveries(options: ServeDeliveries, queue: Queue): { readonly close: () => Promise<void> } {
  const deliverer = { ...options, verifyAfterMs: options.verifyAfterMs ?? 2_000 };
  const worker = new Worker(DELIVERIES, (job, token) => serve(deliverer, options.clock, job, token), {
    ...linkOptions(options),
    ...workerManners,
    ...(options.lockMs === undefined ? {} : { lockDuration: options.lockMs, stalledInterval: options.lockMs / 2 }),
    concurrency: options.concurrency ?? 16,
    // Being interrupted is no reason to lose a message.
    maxStalledCount: 1_000_000,
  });
  logErrors(worker, options.log);
  worker.on('failed', (job, error) => options.log.error({ job: job?.id, error: error.message }, 'a delivery failed'));
  const every = options.sweepEveryMs ?? 10_000;
  const timer = setInterval(() => {
    sweep(options, queue, every).catch((error: Error) =>
      options.log.warn({ error: error.message }, 'could not look for lost messages'),
    );
  }, every);
  return {
    close: async () => {
      clearInterval(timer);
      await closeWorker(worker, options);
    },
  };
}

async function serve(deliverer: Deliverer, clock: Clock, job: Job, token = ''): Promise<void> {
  const parsed = parseWire(errand, job.data);
  if (!parsed.ok) throw new UnrecoverableError(`unreadable errand (${parsed.why}): ${parsed.detail}`);
  const { id, version } = parsed.value;
  const waitMs = await deliver(deliverer, { id, wake: version, token });
  if (waitMs === null) return;
  await job.moveToDelayed(clock() + waitMs, token);
  throw new DelayedError();
}

/** A message whose job is gone (its announcer died between storing and waking, or somebody emptied the queue) gets a new one. */
async function sweep({ messages }: ServeDeliveries, queue: Queue, olderThanMs: number): Promise<void> {
  for (const { id, wake: version } of await messages.waiting(olderThanMs, 200)) await wake(queue, id, version, 1);
}
