import type { Queue } from 'bullmq';
import { type Metrics, openMetrics } from '../admin/meter.ts';
import { type AdminServer, type ReadinessCheck, serveAdmin } from '../admin/server.ts';
import type { Log } from '../core/ports.ts';
import { Exit, exitCodes } from './exit.ts';
import type { Running } from './running.ts';

/** `chosen`: somebody set ADMIN_PORT. Then another port would not be found by who asks there. */
export type AdminAddress = { readonly host: string; readonly port: number; readonly chosen: boolean };

/**
 * Serves the admin endpoints; a default port that is taken (a bot and a worker on one machine) gives way to a free one.
 * @throws Exit when a chosen port is taken
 */
export async function openAdmin(
  { host, port, chosen }: AdminAddress,
  checks: () => readonly ReadinessCheck[],
  metrics: Metrics,
  log: Log,
): Promise<AdminServer> {
  try {
    return announced(await serveAdmin({ host, port }, checks, metrics), log);
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (!taken) throw error;
    if (chosen) throw new Exit(exitCodes.unavailable, `ADMIN_PORT ${port} is in use on ${host}: choose another one.`);
    log.warn({ port }, 'the default ADMIN_PORT is in use, taking a free one: set ADMIN_PORT to choose');
    return announced(await serveAdmin({ host, port: 0 }, checks, metrics), log);
  }
}

function announced(server: AdminServer, log: Log): AdminServer {
  log.info({ url: server.url }, 'serving /livez, /readyz and /metrics');
  return server;
}

/** The metrics of a process with these parts, as they are when somebody asks. */
export const metricsOf = (running: readonly Pick<Running, 'queues' | 'watched'>[]): Metrics =>
  openMetrics(async () => (await Promise.all(running.flatMap(({ queues }) => queues.map(depthOf)))).flat(), {
    names: () => running.flatMap(({ watched }) => watched?.names() ?? []),
    rows: async () => (await Promise.all(running.flatMap(({ watched }) => watched?.rows() ?? []))).flat(),
  });

async function depthOf(queue: Queue) {
  const counts = await queue.getJobCounts('waiting', 'prioritized', 'active', 'delayed', 'failed');
  return Object.entries(counts).map(([state, jobs]) => ({ queue: queue.name, state, jobs }));
}
