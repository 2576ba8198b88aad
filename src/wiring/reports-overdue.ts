import type { Settings } from '../core/settings.ts';
import { overdueReports, reportPlans } from '../queue/report-plans.ts';
import type { RedisConnection } from '../store/redis.ts';
import { openTicks } from '../store/ticks.ts';

/** When the reports were due that nobody has made since somebody has looked. */
export function overdueSince(
  { channels, clusters }: Pick<Settings, 'channels' | 'clusters'>,
  redis: { readonly fast: RedisConnection; readonly prefix: string },
  since: number,
): (now: number) => Promise<readonly number[]> {
  const names = clusters.map(({ name }) => name);
  const plans = reportPlans(channels, names);
  const ticks = openTicks(redis.fast, redis.prefix);
  return now => overdueReports(plans, ticks.lastTold, { now, since });
}
