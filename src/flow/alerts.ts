import type { AuditRecord } from '../core/audit.ts';
import { parseDuration } from '../core/duration.ts';
import type { AcknowledgeFacts, AlertsFacts, SilenceFacts } from '../core/facts/alerts.ts';
import { code, duration, time } from '../core/message.ts';
import type { Announcer, AuditLog, Clock, Log } from '../core/ports.ts';
import { type Refusal, refuse } from '../core/refusal.ts';
import type { Request } from '../core/request.ts';
import { fail, type Result, succeed } from '../core/result.ts';
import type { Settings } from '../core/settings.ts';
import type { Silence, Watched } from '../core/watch/incident.ts';
import type { Watches } from '../core/watch/watches.ts';
import { alertMessage, alertPlaces } from '../present/alert.ts';
import type { Person } from './person.ts';

export type Alerting = {
  readonly settings: Settings;
  readonly watches: Watches;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly announcer: Announcer;
  readonly clock: Clock;
  readonly log: Log;
};

/** What is known of the cluster of this place, or of all. */
export async function tellAlerts(request: Request, alerting: Alerting): Promise<Result<AlertsFacts, Refusal>> {
  const { settings, watches, clock } = alerting;
  const cluster = request.options.all === true ? null : request.cluster;
  const names = settings.clusters.map(({ name }) => name).filter(name => cluster === null || name === cluster);
  const watched = await Promise.all(names.map(async name => ({ cluster: name, known: await watches.load(name) })));
  return succeed({ kind: 'alerts', now: clock(), cluster, watched });
}

/** Somebody looks after it. Its message says who. */
export async function acknowledge(
  request: Request,
  person: Person,
  alerting: Alerting,
): Promise<Result<AcknowledgeFacts, Refusal>> {
  const { cluster } = request;
  if (cluster === null) return fail(refuse('alerts_which'));
  const at = alerting.clock();
  const changed = await change(cluster, alerting, ({ incident }) => {
    if (incident === null) return fail(refuse('nothing_to_acknowledge', { cluster: code(cluster) }));
    const { acknowledged } = incident;
    if (acknowledged !== null)
      return fail(refuse('already_acknowledged', { name: acknowledged.name, at: time(acknowledged.at) }));
    return succeed({ incident: { ...incident, acknowledged: { by: person.user, name: person.name, at } } });
  });
  if (!changed.ok) return changed;
  await record('alert-acknowledged', cluster, person, { incident: changed.value.incident?.id ?? '' }, alerting);
  await showAlert(cluster, changed.value, alerting);
  return succeed({ kind: 'acknowledge', cluster, name: person.name, at });
}

const LEAST_MS = 60_000;
/** Longer than that, it is the configuration that should say so. */
const MOST_MS = 7 * 24 * 60 * 60_000;

/** Nothing new is told of a cluster for a while; what is wrong already is followed, and told when it has ended. */
export async function silence(
  request: Request,
  person: Person,
  alerting: Alerting,
): Promise<Result<SilenceFacts, Refusal>> {
  const { cluster, args } = request;
  if (cluster === null) return fail(refuse('alerts_which'));
  const forMs = parseDuration(args.duration ?? '');
  if (forMs === null || forMs < LEAST_MS || forMs > MOST_MS)
    return fail(refuse('silence_how_long', { typed: code(args.duration ?? ''), most: duration(MOST_MS) }));
  const at = alerting.clock();
  const reason = args.reason ?? '';
  const given: Silence = { by: person.user, name: person.name, reason, at, until: at + forMs };
  const changed = await change(cluster, alerting, () => succeed({ silence: given }));
  if (!changed.ok) return changed;
  await record('alert-silenced', cluster, person, { reason, until: String(given.until) }, alerting);
  await showAlert(cluster, changed.value, alerting);
  return succeed({ kind: 'silence', cluster, name: person.name, reason, until: given.until });
}

/** What is new is told again. */
export async function unsilence(
  request: Request,
  person: Person,
  alerting: Alerting,
): Promise<Result<SilenceFacts, Refusal>> {
  const { cluster } = request;
  if (cluster === null) return fail(refuse('alerts_which'));
  const changed = await change(cluster, alerting, ({ silence: before }) =>
    before === null ? fail(refuse('not_silenced', { cluster: code(cluster) })) : succeed({ silence: null }),
  );
  if (!changed.ok) return changed;
  await record('alert-unsilenced', cluster, person, {}, alerting);
  await showAlert(cluster, changed.value, alerting);
  return succeed({ kind: 'silence', cluster, name: person.name, reason: '', until: null });
}

/** A survey that ends meanwhile writes too: then the newest is judged again. */
const TRIES = 20;

async function change(
  cluster: string,
  { watches }: Alerting,
  decide: (known: Watched) => Result<Partial<Watched>, Refusal>,
): Promise<Result<Watched, Refusal>> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const known = await watches.load(cluster);
    const decided = decide(known);
    if (!decided.ok) return decided;
    const after: Watched = { ...known, ...decided.value, revision: known.revision + 1 };
    if (await watches.save(cluster, after)) return succeed(after);
  }
  throw new Error(`what is known of ${cluster} changes faster than it can be written`);
}

const record = async (
  what: 'alert-acknowledged' | 'alert-silenced' | 'alert-unsilenced',
  cluster: string,
  { user, name }: Person,
  details: AuditRecord['details'],
  { audit, clock }: Alerting,
): Promise<void> =>
  audit.record({ at: clock(), what, who: user, cluster, operation: null, details: { name, ...details } });

/** The message of the incident as it is now. That a channel is out of reach undoes nothing. */
async function showAlert(cluster: string, { incident, silence: quiet }: Watched, alerting: Alerting): Promise<void> {
  if (incident === null) return;
  const { settings, announcer, log } = alerting;
  for (const place of alertPlaces(cluster, settings.channels)) {
    await announcer
      .announce(alertMessage(cluster, { incident, silence: quiet, end: null }, place))
      .catch((error: unknown) => log.warn({ cluster, error }, 'an alert does not show yet who has seen it'));
  }
}
