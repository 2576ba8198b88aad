import { duration, say, time } from '../core/message.ts';
import type { Announcer, Clock, Log } from '../core/ports.ts';
import { type Settings, watchDefaults } from '../core/settings.ts';
import type { Symptom, Told, Watched } from '../core/watch/incident.ts';
import { incidentId } from '../core/watch/incident-id.ts';
import { allJudged, observe } from '../core/watch/observe.ts';
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
 * Whether anybody still looks at the clusters, and makes reports of them: workers tell what is wrong with etcd, and the bot, what is wrong with the workers. Told once,
 * however many bots there are, and closed when somebody looks again. Never rejects.
 */
export async function watchWorkers(watchdog: Watchdog): Promise<void> {
  const { watches, settings, clock, log } = watchdog;
  try {
    const before = await watches.load(WATCHDOG);
    const at = clock();
    const symptoms = await unwatchedSince(at, watchdog);
    if (symptoms.length === 0 && before.courses.length === 0 && before.untold.length === 0) return;
    const pace = { ...(settings.watch ?? watchDefaults), clearMs: 0 };
    const after = observe(before, { ...allJudged, at, symptoms }, pace, () => incidentId(WATCHDOG, at));
    if (await watches.save(WATCHDOG, after)) await tell(after, watchdog);
  } catch (error) {
    log.warn({ error }, 'it cannot be told whether anybody looks at the clusters');
  }
}

async function unwatchedSince(now: number, watchdog: Watchdog): Promise<readonly Symptom[]> {
  const { watches, settings, since, reportsDue } = watchdog;
  if (settings.clusters.length === 0) return [];
  const known = await Promise.all(settings.clusters.map(({ name }) => watches.load(name)));
  const newest = Math.max(since, ...known.map(({ surveyedAt }) => surveyedAt ?? 0));
  const quiet = now - newest;
  const { everyMs } = settings.watch ?? watchDefaults;
  if (quiet < Math.max(LEAST_MS, MISSED * everyMs)) return lateReports(await reportsDue(now));
  const title = say('alert.unwatched.title', { quiet: duration(quiet) });
  return [{ code: 'unwatched', tone: 'bad', who: [], title, todo: say('alert.unwatched.todo') }];
}

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
