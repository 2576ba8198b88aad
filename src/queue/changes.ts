import { setTimeout as pause } from 'node:timers/promises';
import { type Job, Queue, UnrecoverableError, WaitingError, Worker } from 'bullmq';
import { z } from 'zod';
import type { ChangeJobs, Meter } from '../core/ports.ts';
import { within } from './deadline.ts';
import { closeWorker, jobIdOf, type Link, linkOptions, logErrors, workerManners } from './link.ts';
import { parseWire, writeWire } from './wire/envelope.ts';

const queueName = (cluster: string): string => `changes-${cluster}`;

const errand = z.object({ operation: z.string() });

/** The ledger, not the number of tries, says when an operation is over: a job is run again until its run returns. */
const manners = {
  attempts: 1_000_000,
  backoff: { type: 'growing' },
  // Its id must be free again: a sweep may find that the operation still has something to do.
  removeOnComplete: true,
  removeOnFail: true,
} as const;
const LONGEST_BACKOFF_MS = 30_000;
const backoffStrategy = (attempts: number): number =>
  Math.min(1_000 * 2 ** Math.min(attempts - 1, 10), LONGEST_BACKOFF_MS);

const TAKEN_WITHIN_MS = 1_800;

export type OpenChangeJobs = ChangeJobs & { readonly queues: readonly Queue[]; readonly close: () => Promise<void> };

/**
 * Hands operations to the workers of their cluster. The same operation again, while its job waits or runs, changes nothing.
 * `run` rejects within 2 s when Redis is away, and with a RangeError for a cluster that is not in the configuration.
 */
export function openChangeJobs(link: Link, clusters: readonly string[]): OpenChangeJobs {
  const queues = new Map(clusters.map(cluster => [cluster, openQueue(link, cluster)]));
  return {
    queues: [...queues.values()],
    run: async ({ id, cluster }) => {
      const queue = queues.get(cluster);
      if (!queue) throw new RangeError(`no cluster ${cluster} is configured`);
      const job = queue.add('change', writeWire({ operation: id }), { jobId: jobIdOf('change', id), ...manners });
      await within(TAKEN_WITHIN_MS, job);
    },
    close: async () => {
      await Promise.all([...queues.values()].map(queue => queue.close()));
    },
  };
}

function openQueue(link: Link, cluster: string): Queue {
  const queue = new Queue(queueName(cluster), { ...linkOptions(link), skipWaitingForReady: true });
  logErrors(queue, link.log);
  return queue;
}

export type ServeChanges = Link & {
  readonly clusters: readonly string[];
  /**
   * Carries an operation on from where its ledger says it is, as far as it can. Once `stop` is aborted it ends after the step that runs and
   * leaves the operation running: another worker goes on. Rejects when it could not tell what it did: then it is run again.
   */
  readonly run: (operation: string, stop: AbortSignal) => Promise<void>;
  readonly meter: Meter;
  /** After this a worker that no longer answers counts as gone; within one and a half of it another goes on, milliseconds (10 000). */
  readonly lockMs?: number;
};

/** Serves the changes: of each cluster one at a time, over all workers. `close` waits for the steps that run, not for the operations. */
export async function serveChanges(options: ServeChanges): Promise<{ readonly close: () => Promise<void> }> {
  await Promise.all(options.clusters.map(cluster => limitToOne(options, cluster)));
  const stopping = new AbortController();
  const workers = options.clusters.map(cluster => openWorker(options, cluster, stopping.signal));
  return {
    close: async () => {
      stopping.abort();
      await Promise.all(workers.map(worker => closeOrLeave(worker, options)));
    },
  };
}

const LOOK_EVERY_MS = 1_000;

/** Waits for the step that runs. When Redis goes away meanwhile, its end cannot be recorded: whoever comes next reads it back. */
async function closeOrLeave(worker: Worker, link: Link): Promise<void> {
  const closed = closeWorker(worker, link).then(() => true);
  while (!(await Promise.race([closed, pause(LOOK_EVERY_MS, false)]))) {
    if (link.connection.status !== 'ready') return;
  }
}

async function limitToOne(link: Link, cluster: string): Promise<void> {
  const queue = openQueue(link, cluster);
  try {
    await queue.setGlobalConcurrency(1);
  } finally {
    await queue.close();
  }
}

function openWorker(options: ServeChanges, cluster: string, stop: AbortSignal): Worker {
  const { run, meter, log, lockMs } = options;
  const worker = new Worker(queueName(cluster), (job, token) => serve(run, stop, job, token), {
    ...linkOptions(options),
    ...workerManners,
    ...(lockMs === undefined ? {} : { lockDuration: lockMs, stalledInterval: lockMs / 2 }),
    concurrency: 1,
    // However many workers died of it: what is begun has to be ended, or read back.
    maxStalledCount: 1_000_000,
    settings: { backoffStrategy },
  });
  logErrors(worker, log);
  const seconds = (job: Job) => ((job.finishedOn ?? 0) - (job.processedOn ?? 0)) / 1000;
  worker.on('completed', job => meter.jobDone('changes', 'succeeded', seconds(job)));
  worker.on('stalled', job => log.warn({ job, cluster }, 'a change lost its worker and is carried on'));
  worker.on('failed', (job, error) => {
    log.error({ job: job?.id, cluster, error }, 'a change could not be carried on, it will be tried again');
    if (job !== undefined) meter.jobDone('changes', 'failed', seconds(job));
  });
  return worker;
}

async function serve(run: ServeChanges['run'], stop: AbortSignal, job: Job, token?: string): Promise<void> {
  const parsed = parseWire(errand, job.data);
  if (!parsed.ok) throw new UnrecoverableError(`unreadable change (${parsed.why}): ${parsed.detail}`);
  // A job that was taken while this worker began to stop is for the next one.
  if (!stop.aborted) await run(parsed.value.operation, stop);
  if (!stop.aborted) return;
  // It may have more to do. A run of one that is over does nothing.
  await job.moveToWait(token);
  throw new WaitingError();
}
