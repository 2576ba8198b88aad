import { CronExpressionParser } from 'cron-parser';
import type { Language } from '../core/message.ts';
import type { ChannelSettings } from '../core/settings.ts';

/** One report. `*`: of several clusters together, `clusters` or, without it, all there are. */
export type ReportPlan = {
  readonly channel: string;
  readonly cluster: string;
  readonly clusters?: readonly string[] | undefined;
  readonly language: Language;
  /** Five-field cron expression. */
  readonly schedule: string;
  /** IANA name. */
  readonly timezone: string;
};

const ALL = '*';

export function reportPlans(channels: readonly ChannelSettings[], clusters: readonly string[]): readonly ReportPlan[] {
  const [only, second] = clusters;
  const whole = only !== undefined && second === undefined ? only : ALL;
  return channels.flatMap(({ id, cluster, clusters: some, language, reports }) => {
    if (reports === null) return [];
    const about = some ? { cluster: ALL, clusters: some } : { cluster: cluster ?? whole };
    return [{ channel: id, ...about, language, ...reports }];
  });
}

/** The newest tick that is due, milliseconds since the epoch. */
export function newestTick({ schedule, timezone }: Pick<ReportPlan, 'schedule' | 'timezone'>, now: number): number {
  // `prev` is strictly before: a tick is due at its very millisecond.
  return CronExpressionParser.parse(schedule, { currentDate: new Date(now + 1), tz: timezone })
    .prev()
    .getTime();
}

/** A changed schedule is another one: it has missed nothing yet. */
export const tickKey = ({ channel, cluster, schedule, timezone }: ReportPlan): string =>
  `${channel} ${cluster} ${schedule} ${timezone}`;

/** How long a report may take, and its worker to be replaced, before somebody should know. */
const GRACE_MS = 15 * 60_000;

/**
 * When the reports were due that nobody has made, milliseconds since the epoch. One that was due before `since`, when nobody looked, is made up for by
 * workers: it counts only if an earlier one was made.
 */
export async function overdueReports(
  plans: readonly ReportPlan[],
  lastTold: (key: string) => Promise<number | null>,
  { now, since }: { readonly now: number; readonly since: number },
): Promise<readonly number[]> {
  const due = plans.map(async plan => {
    const tick = newestTick(plan, now);
    const told = (await lastTold(tickKey(plan))) ?? since;
    return told < tick && now - Math.max(tick, since) > GRACE_MS ? [tick] : [];
  });
  return (await Promise.all(due)).flat();
}
