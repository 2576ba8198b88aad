import { setTimeout as pause } from 'node:timers/promises';
import type { Telemetry, Worker } from 'bullmq';
import type { Cluster, Redis } from 'ioredis';
import type { Log } from '../core/ports.ts';

/** What every queue needs to reach Redis. `prefix` carries a hash tag, `{etcd-chatops}`. */
export type Link = {
  /** For queues a connection that fails fast; for workers one that waits (`maxRetriesPerRequest: null`), duplicated by BullMQ where it blocks. */
  readonly connection: Redis | Cluster;
  readonly prefix: string;
  readonly log: Log;
  readonly telemetry?: Telemetry | undefined;
};

/** Options shared by all queues and workers. */
export function linkOptions({ connection, prefix, telemetry }: Link) {
  return { connection, prefix, ...(telemetry === undefined ? {} : { telemetry }) };
}

/**
 * Options shared by all workers. A crashed worker's job is taken up again after at most 15 s; a connection that broke is tried again after
 * one second (BullMQ: 30 s, 30 s, 15 s).
 */
export const workerManners = {
  lockDuration: 10_000,
  stalledInterval: 5_000,
  runRetryDelay: 1_000,
  drainDelay: 5,
} as const;

type Emitter = {
  readonly name: string;
  readonly on: (event: 'error', listener: (error: Error) => void) => unknown;
};

/** Without a listener BullMQ's errors would end the process. */
export function logErrors(emitter: Emitter, log: Log): void {
  emitter.on('error', error => log.warn({ queue: emitter.name, error: error.message }, 'the queue had an error'));
}

/** While Redis is away nothing that runs can be recorded: BullMQ would wait for its return. */
const FORCED_WITHIN_MS = 1_000;

/** Takes nothing new and lets running jobs end; while Redis is away it leaves them to whoever comes next. */
export async function closeWorker(worker: Worker, { connection }: Link): Promise<void> {
  if (connection.status === 'ready') return worker.close();
  await Promise.race([worker.close(true), pause(FORCED_WITHIN_MS)]);
}

/** BullMQ keeps ':' for itself, and may read a bare number as its own counter. */
export const jobIdOf = (kind: string, id: string): string => `${kind}-${encodeURIComponent(id)}`;
