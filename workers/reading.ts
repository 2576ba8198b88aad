import type { History } from '../src/core/history/history.ts';
import type { Operations } from '../src/core/ports.ts';
import { asPast, type PastIncident, type Watched } from '../src/core/watch/incident.ts';
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
};

/** Reads that know what changes know. */
export const readingBeside = (world: World, { changes, history, operations, watches }: Around): World => ({
  ...world,
  consult: (request, about, snapshot) => consult(request, about, snapshot, changes),
  gather: async cluster => ({
    readings: await history.readings(cluster),
    operations: await operations.list({ cluster, open: false, limit: MOST_TOLD }),
    incidents: incidentsIn(await watches.load(cluster)),
    backup: await changes.backups(cluster),
  }),
  offer: async (request, findings, state) => {
    const isScheduled = request.actor.kind === 'schedule';
    const isOffered = isScheduled ? hasOperators(changes) : await mayOperate(request, changes);
    return isOffered ? helpAgainst(findings, state, isScheduled ? UNASKED_MS : ANSWER_MS, changes) : [];
  },
});

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
