import { duration, say, time } from '../core/message.ts';
import type { Announcer, Clock, Log } from '../core/ports.ts';
import { type Settings, watchDefaults } from '../core/settings.ts';
import { fewOf } from '../core/watch/crowd.ts';
import type { Symptom, Told, Watched } from '../core/watch/incident.ts';
import { incidentId } from '../core/watch/incident-id.ts';
import { allJudged, type Observed, observe } from '../core/watch/observe.ts';
import { WATCHDOG } from '../core/watch/watched-names.ts';
import type { Watches } from '../core/watch/watches.ts';
import { alertMessages } from '../present/alert.ts';

export type Watchdog = {
  readonly settings: Settings;
  readonly watches: Watches;
  readonly announcer: Announcer;
  /** Tells webhooks; telling twice is telling once. */
  readonly webhooks: (about: string, told: Told) => Promise<void>;
  /** When the reports were due that nobody has made. */
  readonly reportsDue: (now: number) => Promise<readonly number[]>;
  /** When this bot began to look, milliseconds since the epoch. */
  readonly since: number;
  readonly clock: Clock;
  readonly log: Log;
};

const LEAST_MS = 5 * 60_000;
/** So many surveys in a row that nobody made. */
const MISSED = 20;

/**
 * Whether somebody still looks at every cluster, and makes reports: workers tell what is wrong with etcd, and the bot, what is wrong with the
 * workers. Told once, however many bots there are, and closed when all are looked at again. Never rejects.
 */
export async function watchWorkers(watchdog: Watchdog): Promise<void> {
  const { watches, settings, clock, log } = watchdog;
  try {
    const before = await watches.load(WATCHDOG);
    const at = clock();
    const seen = await judgeWorkers(at, watchdog);
    if (seen.symptoms.length === 0 && before.courses.length === 0 && before.untold.length === 0) return;
    const pace = { ...(settings.watch ?? watchDefaults), clearMs: 0 };
    const after = observe(before, { ...allJudged, ...seen, at }, pace, () => incidentId(WATCHDOG, at));
    if (await watches.save(WATCHDOG, after)) await tell(after, watchdog);
  } catch (error) {
    log.warn({ error }, 'it cannot be told whether anybody looks at the clusters');
  }
}

type Judged = Pick<Observed, 'symptoms' | 'unjudged'>;

/** A bot that has just begun may have come up together with the workers: until it has waited it neither tells nor takes back. */
async function judgeWorkers(now: number, watchdog: Watchdog): Promise<Judged> {
  const { watches, settings, since, reportsDue } = watchdog;
  const clusters = await Promise.all(
    settings.clusters.map(async ({ name }) => ({ name, seenAt: (await watches.load(name)).surveyedAt })),
  );
  const { everyMs } = settings.watch ?? watchDefaults;
  const patienceMs = Math.max(LEAST_MS, MISSED * everyMs);
  const stale = clusters.filter(({ seenAt }) => seenAt === null || now - seenAt >= patienceMs);
  const isSure = now - since >= patienceMs;
  const reports = async (): Promise<readonly Symptom[]> => lateReports(await reportsDue(now));
  if (stale.length === 0) return { symptoms: await reports(), unjudged: () => false };
  if (!isSure) return { symptoms: await reports(), unjudged: ({ code }) => code === 'unwatched' };
  const quiet = now - Math.max(...stale.map(({ seenAt }) => seenAt ?? since));
  const names = stale.map(({ name }) => name);
  // Nobody looks at anything: that no report is made follows from it.
  if (stale.length === clusters.length)
    return { symptoms: [nobodyLooks(names, quiet)], unjudged: ({ code }) => code === 'reports_missing' };
  return { symptoms: [someAreForgotten(names, quiet), ...(await reports())], unjudged: () => false };
}

const nobodyLooks = (names: readonly string[], quiet: number): Symptom => ({
  ...{ code: 'unwatched', tone: 'bad', who: names },
  title: say('alert.unwatched.title', { quiet: duration(quiet) }),
  todo: say('alert.unwatched.todo'),
});

/** Others are looked at: so what is wrong is of these alone, as when every look at them fails. */
const someAreForgotten = (names: readonly string[], quiet: number): Symptom => ({
  ...{ code: 'unwatched', tone: 'bad', who: names },
  title: say('alert.forgotten.title', { quiet: duration(quiet), who: fewOf(names) }),
  todo: say('alert.forgotten.todo'),
});

/** Clusters are looked at, and reports are not made: then something is wrong with the reports. */
function lateReports(due: readonly number[]): readonly Symptom[] {
  if (due.length === 0) return [];
  const title = say('alert.reports_missing.title', { count: due.length, due: time(Math.min(...due)) });
  return [{ code: 'reports_missing', tone: 'warning', who: [], title, todo: say('alert.reports_missing.todo') }];
}

async function tell(watched: Watched, { settings, announcer, webhooks, watches }: Watchdog): Promise<void> {
  for (const told of watched.untold) {
    const messages = alertMessages(WATCHDOG, told, null, settings.channels);
    for (const message of messages) await announcer.announce(message);
    await webhooks(WATCHDOG, told);
  }
  if (watched.untold.length > 0)
    await watches.save(WATCHDOG, { ...watched, revision: watched.revision + 1, untold: [] });
}
