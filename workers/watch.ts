import type { StatusFacts } from '../src/core/facts/status.ts';
import { hearsOf } from '../src/core/hears-of.ts';
import type { Text } from '../src/core/message.ts';
import { type ChannelSettings, type Settings, watchDefaults } from '../src/core/settings.ts';
import {
  begunIn,
  CROWD,
  type Crowd,
  crowdSymptom,
  crowdsOf,
  isAboutToBe,
  isToldForMany,
} from '../src/core/watch/crowd.ts';
import type { Course, Watched } from '../src/core/watch/incident.ts';
import { incidentId } from '../src/core/watch/incident-id.ts';
import { allJudged, followed, isDue, type Observed, observe, offering } from '../src/core/watch/observe.ts';
import { restAfter, SOON_MS } from '../src/core/watch/pace.ts';
import { headlineOf, isBlind, notedOf, symptomsOf } from '../src/core/watch/symptoms.ts';
import { isUnjudged } from '../src/core/watch/unjudged.ts';
import { EVERYWHERE } from '../src/core/watch/watched-names.ts';
import { alertMessages } from '../src/present/alert.ts';
import { look } from './look.ts';
import type { WatchWorld } from './watch-world.ts';

/** Looks at one cluster, or with `*` at all of them together, and tells what became of it. Resolves with how long to rest. */
export function watch(name: string, world: WatchWorld): Promise<number> {
  return name === EVERYWHERE ? watchAll(world) : watchOne(name, world);
}

async function watchOne(cluster: string, world: WatchWorld): Promise<number> {
  const { watches, reader, settings, clock } = world;
  const etcd = reader(cluster);
  const pace = paceOf(settings);
  if (etcd === null) return pace.everyMs;
  const before = await tellRest(cluster, await watches.load(cluster), world);
  const sight = await look(cluster, etcd, world);
  const { facts } = sight;
  const blind = isBlind(facts);
  const seen: Observed = {
    ...{
      ...allJudged,
      at: clock(),
      symptoms: symptomsOf(facts),
      noted: notedOf(facts),
      headline: headlineOf(facts),
      blind,
    },
    unjudged: symptom => isUnjudged(symptom, sight),
  };
  const courses = followed(before.courses, seen, pace);
  await watches.tellBegun(cluster, before.silence === null ? begunIn(courses, seen.at) : []);
  const due = courses.filter(course => isDue(course, seen.at));
  const elsewhere = (await toldForMany(due, cluster, seen.at, world)).map(({ code }) => code);
  const after = observe(before, { ...seen, muted: ({ code }) => elsewhere.includes(code) }, pace, () =>
    incidentId(cluster, seen.at),
  );
  await follow(cluster, await withOffers(before, after, facts, world), world);
  return restAfter(after, pace.everyMs);
}

/** Which of what is due is told together with the same of others. */
async function toldForMany(
  due: readonly Course[],
  cluster: string,
  at: number,
  world: WatchWorld,
): Promise<readonly Course[]> {
  if (due.length === 0) return [];
  const everywhere = await world.watches.load(EVERYWHERE);
  const isTold = (course: Course) => isToldForMany(course, cluster, everywhere, at);
  if (due.every(isTold)) return due;
  const crowds = await crowdsNow(world);
  return due.filter(course => isTold(course) || isAboutToBe(course, cluster, crowds, at));
}

/** Looked for only when something is told: it may take another survey. */
async function withOffers(
  before: Watched,
  after: Watched,
  facts: StatusFacts,
  { offer }: WatchWorld,
): Promise<Watched> {
  const firing = after.incident?.firing ?? [];
  if (after.untold.length === before.untold.length || firing.length === 0) return after;
  const told = facts.findings.filter(({ code }) => firing.some(symptom => symptom.code === code));
  return offering(after, before, await offer(told, facts));
}

const paceOf = ({ watch: given }: Settings) => given ?? watchDefaults;

/** What befalls many at once is one thing to tell, not one for each cluster. */
async function watchAll(world: WatchWorld): Promise<number> {
  const { watches, settings, clock } = world;
  const before = await tellRest(EVERYWHERE, await watches.load(EVERYWHERE), world);
  const crowds = await crowdsNow(world);
  const symptoms = await Promise.all(
    crowds.map(async crowd => crowdSymptom(crowd, settings.clusters.length, await exampleOf(crowd, world))),
  );
  if (symptoms.length === 0 && before.courses.length === 0) return SOON_MS;
  const seen = { ...allJudged, at: clock(), symptoms };
  const after = observe(before, seen, paceOf(settings), () => incidentId(EVERYWHERE, seen.at));
  await follow(EVERYWHERE, after, world);
  return SOON_MS;
}

/** One that was taken out of the configuration is silent for good. */
async function crowdsNow({ watches, settings: { clusters, channels } }: WatchWorld): Promise<readonly Crowd[]> {
  const names = new Set(clusters.map(({ name }) => name));
  const begun = (await watches.begun()).filter(({ cluster }) => names.has(cluster));
  const hears = (channel: ChannelSettings) => clusters.filter(({ name }) => hearsOf(channel, name)).length;
  const bundles = channels.some(channel => channel.alerts && hears(channel) >= CROWD);
  return crowdsOf(begun, names.size, bundles);
}

/** How it shows in the worst of them. */
async function exampleOf({ code, clusters: [first] }: Crowd, { watches }: WatchWorld): Promise<Text | null> {
  if (first === undefined || code === 'blind') return null;
  return (await watches.load(first)).courses.find(course => course.code === code)?.title ?? null;
}

/** Written down first, then told: whoever dies in between is followed by another who tells the rest, and telling twice is telling once. */
async function follow(cluster: string, after: Watched, world: WatchWorld): Promise<void> {
  if (await world.watches.save(cluster, after)) await tellRest(cluster, after, world);
}

async function tellRest(cluster: string, watched: Watched, world: WatchWorld): Promise<Watched> {
  if (watched.untold.length === 0) return watched;
  const { silence, untold } = watched;
  for (const told of untold) {
    for (const message of alertMessages(cluster, told, silence, world.settings.channels))
      await world.announcer.announce(message);
    await world.webhooks(cluster, told);
  }
  const after: Watched = { ...watched, revision: watched.revision + 1, untold: [] };
  return (await world.watches.save(cluster, after)) ? after : watched;
}
