import { Queue, UnrecoverableError, Worker } from 'bullmq';
import { z } from 'zod';
import type { Request } from '../core/request.ts';
import { closeWorker, jobIdOf, type Link, linkOptions, logErrors, workerManners } from './link.ts';
import { readRequest, writeRequest } from './wire/request.ts';

const OVERDUE = 'overdue';

/** A worker that has taken a request and is lost is replaced within this time; longer silence is looked at again. */
const LOOK_AGAIN_MS = 30_000;
const LOOKS = 4;

const lookSchema = z.object({ look: z.number(), told: z.boolean(), request: z.unknown() });

type Look = { readonly request: Request; readonly look: number; readonly told: boolean };

export const overdueQueue = (link: Link): Queue => {
  const queue = new Queue(OVERDUE, { ...linkOptions(link), skipWaitingForReady: true });
  logErrors(queue, link.log);
  return queue;
};

/** Has the bot look at a request after a while. */
export async function watch(queue: Queue, { request, look, told }: Look, afterMs: number): Promise<void> {
  await queue.add(
    'look',
    { look, told, request: writeRequest(request) },
    {
      jobId: jobIdOf(`look${look}`, request.id),
      delay: afterMs,
      removeOnComplete: true,
      removeOnFail: { age: 86_400 },
    },
  );
}

export type ServeOverdue = Link & {
  /** Nobody has taken the request for so long: tell the asker. */
  readonly notTaken: (request: Request, waitedMs: number) => Promise<void>;
  /** The request failed without an answer: tell the asker. */
  readonly failed: (request: Request) => Promise<void>;
  readonly clock: () => number;
};

/** Looks at requests that took long. Served by the bot: it lives when no worker does. `reads` is the queue of requests. */
export function serveOverdue(options: ServeOverdue, reads: Queue): { readonly close: () => Promise<void> } {
  const again = overdueQueue(options);
  const worker = new Worker(OVERDUE, job => look(options, { reads, again }, job.data), {
    ...linkOptions(options),
    ...workerManners,
    concurrency: 4,
    maxStalledCount: 5,
  });
  logErrors(worker, options.log);
  return {
    close: async () => {
      await closeWorker(worker, options);
      await again.close();
    },
  };
}

async function look(options: ServeOverdue, queues: { reads: Queue; again: Queue }, data: unknown): Promise<void> {
  const seen = readLook(data);
  const job = await queues.reads.getJob(jobIdOf('ask', seen.request.id));
  const state = job === undefined ? 'unknown' : await job.getState();
  if (state === 'failed') return options.failed(seen.request);
  if (job === undefined || state === 'completed' || state === 'unknown') return;
  // One that was begun and waits again has lost its worker: another one gets the time to take it up.
  const notTaken = state !== 'active' && (job.attemptsStarted === 0 || seen.look > 1);
  if (notTaken && !seen.told) await options.notTaken(seen.request, options.clock() - seen.request.askedAt);
  const next = { ...seen, look: seen.look + 1, told: seen.told || notTaken };
  if (next.look <= LOOKS) await watch(queues.again, next, LOOK_AGAIN_MS);
}

function readLook(data: unknown): Look {
  const outer = lookSchema.safeParse(data);
  if (!outer.success) throw new UnrecoverableError('unreadable look');
  const request = readRequest(outer.data.request);
  if (!request.ok) throw new UnrecoverableError(`unreadable request (${request.why}): ${request.detail}`);
  return { ...outer.data, request: request.value };
}
