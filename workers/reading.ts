import type { AuditRecord } from '../src/core/audit.ts';
import { isDeed } from '../src/core/deeds.ts';
import type { History } from '../src/core/history/history.ts';
import type { AuditLog, Operations } from '../src/core/ports.ts';
import { asPast, type PastIncident, type Watched } from '../src/core/watch/incident.ts';
import { EVERYWHERE } from '../src/core/watch/watched-names.ts';
import type { Watches } from '../src/core/watch/watches.ts';
import type { ChangeWorld } from './change-world.ts';
import { consult, mayOperate } from './consult.ts';
import { helpAgainst, offersOf } from './offer.ts';
import type { World } from './survey.ts';
import type { WatchWorld } from './watch-world.ts';

/** Of changes, in a report. */
const MOST_TOLD = 50;
/** How long somebody waits for what would help: in an answer, and in what nobody waits for; milliseconds. */
const ANSWER_MS = 500;
const UNASKED_MS = 1_500;

type Around = {
  readonly changes: ChangeWorld;
  readonly history: History;
  readonly operations: Pick<Operations, 'list'>;
  readonly watches: Pick<Watches, 'load'>;
  readonly audit: Pick<AuditLog, 'list'>;
};

/** Reads that know what changes know. */
export const readingBeside = (world: World, { changes, history, operations, watches, audit }: Around): World => ({
  ...world,
  consult: (request, about, snapshot) => consult(request, about, snapshot, changes),
  gather: async cluster => ({
    readings: await history.readings(cluster),
    operations: await operations.list({ cluster, open: false, limit: MOST_TOLD }),
    deeds: await deedsOf(cluster, audit),
    incidents: incidentsIn(await watches.load(cluster)),
    backup: await changes.backups(cluster),
  }),
  offer: async (request, findings, state) => {
    const isScheduled = request.actor.kind === 'schedule';
    const isOffered = isScheduled ? hasOperators(changes) : await mayOperate(request, changes);
    return isOffered ? helpAgainst(findings, state, isScheduled ? UNASKED_MS : ANSWER_MS, changes) : [];
  },
});

/** Steps of changes stand between them. */
const MOST_READ = 200;

/** A freeze may be of all clusters. */
async function deedsOf(cluster: string, audit: Pick<AuditLog, 'list'>): Promise<readonly AuditRecord[]> {
  const of = [cluster, EVERYWHERE].map(name =>
    audit.list({ cluster: name, who: null, operation: null, limit: MOST_READ }),
  );
  return (await Promise.all(of))
    .flat()
    .filter(isDeed)
    .toSorted((one, other) => other.at - one.at);
}

const incidentsIn = ({ incident, past }: Watched): readonly PastIncident[] => [
  ...(incident === null ? [] : asPast(incident, null)),
  ...past,
];

const hasOperators = ({ settings: { access } }: ChangeWorld): boolean =>
  access.operators.users.length + access.operators.groups.length > 0;

/** To a channel: nothing is offered where nobody could ask for it. */
export const offerTo =
  (changes: ChangeWorld): WatchWorld['offer'] =>
  async (findings, state) =>
    hasOperators(changes) ? offersOf(findings, state, UNASKED_MS, changes) : [];
