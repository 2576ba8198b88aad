import { Queue, UnrecoverableError, Worker } from 'bullmq';
import type { Answer, Jobs, Meter } from '../core/ports.ts';
import type { Request } from '../core/request.ts';
import { within } from './deadline.ts';
import { closeWorker, jobIdOf, type Link, linkOptions, logErrors, workerManners } from './link.ts';
import { overdueQueue, watch } from './overdue.ts';
import { writeAnswer } from './wire/answer.ts';
import { readRequest, readReturnAddress, writeRequest } from './wire/request.ts';

export const READS = 'reads';

/** Answers stay for a terminal that fetches them; what failed stays for whoever looks. Seconds, and a bound on their number. */
const kept = { removeOnComplete: { age: 600, count: 1_000 }, removeOnFail: { age: 86_400, count: 1_000 } } as const;

/** The Jobs port asks of it to reject within 2 s. */
const TAKEN_WITHIN_MS = 1_800;

export type Asks = Jobs & { readonly queue: Queue; readonly close: () => Promise<void> };

/**
 * Hands reads to the workers: the job's id is made of the request's, so the same request twice is one job. `overdueMs` is when the
 * bot tells the asker that no worker has taken it.
 */
export function openAsks(link: Link, { overdueMs = 8_000 }: { readonly overdueMs?: number } = {}): Asks {
  const queue = new Queue(READS, { ...linkOptions(link), skipWaitingForReady: true });
  const overdue = overdueQueue(link);
  logErrors(queue, link.log);
  return {
    queue,
    ask: async request => {
      const watching =
        request.place.kind === 'channel'
          ? watch(overdue, { request, look: 1, told: false }, overdueMs)
          : Promise.resolve();
      watching.catch((error: Error) =>
        link.log.warn({ request: request.id, error: error.message }, 'nobody watches this request'),
      );
      await within(TAKEN_WITHIN_MS, addRead(queue, request));
    },
    close: async () => {
      await Promise.all([queue.close(), overdue.close()]);
    },
  };
}

async function addRead(queue: Queue, request: Request): Promise<void> {
  await queue.add('read', writeRequest(request), {
    jobId: jobIdOf('ask', request.id),
    attempts: 2,
    backoff: { type: 'fixed', delay: 500 },
    ...kept,
  });
}

export type Served = { readonly close: () => Promise<void> };

export type ServeAsks = Link & {
  readonly concurrency: number;
  /** Rejects only when the answer could not be announced or stored: then the job is run once more. */
  readonly run: (request: Request) => Promise<Answer>;
  /** Tells somebody that their request can't be read by this worker: an older one, during an upgrade. */
  readonly unreadable: (address: Request, detail: string) => Promise<void>;
  readonly meter: Meter;
};

/** Serves the queue of reads. `close` lets running jobs end. */
export function serveAsks(options: ServeAsks): Served {
  const worker = new Worker(READS, job => serve(options, job.data), {
    ...linkOptions(options),
    ...workerManners,
    concurrency: options.concurrency,
    maxStalledCount: 2,
  });
  logErrors(worker, options.log);
  const seconds = (job: { timestamp: number; finishedOn?: number }) =>
    ((job.finishedOn ?? job.timestamp) - job.timestamp) / 1000;
  worker.on('completed', job => options.meter.jobDone(READS, 'succeeded', seconds(job)));
  worker.on('failed', (job, error) => {
    options.log.error({ job: job?.id, error: error.message }, 'a read failed');
    if (job?.finishedOn !== undefined) options.meter.jobDone(READS, 'failed', seconds(job));
  });
  return { close: () => closeWorker(worker, options) };
}

async function serve(options: ServeAsks, data: unknown): Promise<unknown> {
  const request = readRequest(data);
  if (request.ok) return writeAnswer(await options.run(request.value));
  const address = readReturnAddress(data);
  if (address !== null) await options.unreadable(address, request.detail);
  throw new UnrecoverableError(`unreadable request (${request.why}): ${request.detail}`);
}
