import { Queue } from 'bullmq';
import type { Ticks } from '../core/ticks.ts';
import { jobIdOf, type Link, linkOptions, logErrors } from './link.ts';
import { newestTick, type ReportPlan, tickKey } from './report-plans.ts';
import { writeWire } from './wire/envelope.ts';

export const REPORTS = 'reports';

const manners = {
  attempts: 3,
  backoff: { type: 'exponential', delay: 2_000 },
  removeOnComplete: { age: 86_400, count: 500 },
  removeOnFail: { age: 7 * 86_400, count: 500 },
} as const;

/**
 * Makes the schedulers those of the configuration, and makes up once for the newest tick that nobody told while all were away.
 * Every worker does this at its start; doing it twice changes nothing. A schedule seen for the first time has missed nothing.
 */
export async function syncSchedules(
  link: Link,
  plans: readonly ReportPlan[],
  ticks: Ticks,
  now: number,
): Promise<void> {
  const queue = new Queue(REPORTS, linkOptions(link));
  logErrors(queue, link.log);
  try {
    const wanted = new Set(plans.map(schedulerId));
    for (const { key } of await queue.getJobSchedulers()) {
      if (!wanted.has(key)) await queue.removeJobScheduler(key);
    }
    for (const plan of plans) {
      // This replaces the waiting job, also one that is due already: what it would have told is made up for below.
      await queue.upsertJobScheduler(
        schedulerId(plan),
        { pattern: plan.schedule, tz: plan.timezone },
        { name: 'report', data: writeWire({ plan, tick: null }), opts: manners },
      );
      await makeUp(queue, plan, ticks, now);
    }
  } finally {
    await queue.close();
  }
}

async function makeUp(queue: Queue, plan: ReportPlan, ticks: Ticks, now: number): Promise<void> {
  const tick = newestTick(plan, now);
  const last = await ticks.lastTold(tickKey(plan));
  if (last === null) return ticks.told(tickKey(plan), tick);
  if (last >= tick) return;
  const jobId = `${schedulerId(plan)}-${tick}`;
  await queue.add('report', writeWire({ plan, tick }), { ...manners, jobId });
}

const schedulerId = ({ channel, cluster }: ReportPlan): string => jobIdOf('report', `${channel} ${cluster}`);
