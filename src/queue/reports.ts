import { DelayedError, type Job, UnrecoverableError, Worker } from 'bullmq';
import { z } from 'zod';
import type { Clock, Meter } from '../core/ports.ts';
import type { Ticks } from '../core/ticks.ts';
import { closeWorker, type Link, linkOptions, logErrors, workerManners } from './link.ts';
import { newestTick, type ReportPlan, tickKey } from './report-plans.ts';
import { REPORTS } from './schedules.ts';
import { parseWire } from './wire/envelope.ts';
import type { Same } from './wire/same.ts';

const planSchema = z
  .object({
    channel: z.string(),
    cluster: z.string(),
    clusters: z.array(z.string()).readonly().optional(),
    language: z.enum(['en', 'zh']),
    schedule: z.string(),
    timezone: z.string(),
  })
  .readonly();
true satisfies Same<z.infer<typeof planSchema>, ReportPlan>;

const errand = z.object({ plan: planSchema, tick: z.number().nullable() });

/** A report to be made. `tick` is when it was due, milliseconds since the epoch. */
export type ReportDue = {
  readonly channel: string;
  readonly cluster: string;
  readonly clusters?: readonly string[] | undefined;
  readonly language: ReportPlan['language'];
  readonly tick: number;
  readonly late: boolean;
};

export type ServeReports = Link & {
  /** Rejects only when the report could not be announced: then it is tried again. */
  readonly run: (due: ReportDue) => Promise<void>;
  readonly ticks: Ticks;
  readonly clock: Clock;
  readonly meter: Meter;
  /** From when on a report says that it is late, milliseconds (2 minutes). */
  readonly lateAfterMs?: number;
};

/** A worker that died while telling is replaced after this. */
const CLAIM_MS = 60_000;

/** Makes reports when they are due: one per tick however many workers run, and only the newest of several missed. */
export function serveReports(options: ServeReports): { readonly close: () => Promise<void> } {
  const worker = new Worker(REPORTS, (job, token) => serve(options, job, token), {
    ...linkOptions(options),
    ...workerManners,
    concurrency: 2,
    maxStalledCount: 5,
  });
  logErrors(worker, options.log);
  const seconds = (job: Job) => ((job.finishedOn ?? 0) - (job.processedOn ?? 0)) / 1000;
  worker.on('completed', job => options.meter.jobDone(REPORTS, 'succeeded', seconds(job)));
  worker.on('failed', (job, error) => {
    options.log.error({ job: job?.id, error: error.message }, 'a report failed');
    if (job?.finishedOn !== undefined) options.meter.jobDone(REPORTS, 'failed', seconds(job));
  });
  return { close: () => closeWorker(worker, options) };
}

async function serve(
  { ticks, clock, run, lateAfterMs = 120_000 }: ServeReports,
  job: Job,
  token?: string,
): Promise<void> {
  const parsed = parseWire(errand, job.data);
  if (!parsed.ok) throw new UnrecoverableError(`unreadable report (${parsed.why}): ${parsed.detail}`);
  const { plan, tick: given } = parsed.value;
  const tick = Math.max(newestTick(plan, clock()), given ?? tickOfJob(job));
  const key = tickKey(plan);
  const last = await ticks.lastTold(key);
  if (last !== null && last >= tick) return;
  if (!(await ticks.claim(key, tick, CLAIM_MS))) {
    await job.moveToDelayed(clock() + CLAIM_MS, token);
    throw new DelayedError();
  }
  try {
    const { channel, cluster, clusters, language } = plan;
    await run({ channel, cluster, clusters, language, tick, late: clock() - tick > lateAfterMs });
  } catch (error) {
    await ticks.unclaim(key, tick);
    throw error;
  }
  await ticks.told(key, tick);
}

/** BullMQ names a scheduler's jobs `repeat:<scheduler>:<due>`. It counts when this worker's clock is behind the one that woke the job. */
function tickOfJob(job: Job): number {
  return Number(/:(\d+)$/.exec(job.id ?? '')?.[1] ?? 0);
}
