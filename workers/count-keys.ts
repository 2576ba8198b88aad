import type { Snapshot, Survey } from '../src/core/cluster.ts';
import { askerKey, type CountEnd, type Counts, countIdOf, type RunningCount } from '../src/core/counting.ts';
import type { SpaceProgress, SpaceQuery } from '../src/core/ownership.ts';
import type { Announcer, Clock, EtcdReader, Log } from '../src/core/ports.ts';
import type { Request } from '../src/core/request.ts';
import { presentCounting } from '../src/present/counting.ts';
import { announcementOf, withAsker } from './answer.ts';

export type Counting = {
  readonly counts: Counts;
  /** Rests so many milliseconds, or until it is aborted. */
  readonly pause: (ms: number, until: AbortSignal) => Promise<void>;
};

type CountingWorld = {
  readonly announcer: Announcer;
  readonly clock: Clock;
  readonly log: Log;
  /** Absent: nobody sees how far it is, or can end it. */
  readonly counting?: Counting;
};

export type Counted = {
  readonly snapshot: Snapshot;
  /** Who ended the count of keys before its time; null when nobody did. */
  readonly end: CountEnd | null;
};

const LOOK_EVERY_MS = 1_000;
/** Most counts are over before anybody wonders. */
const FIRST_TOLD_AFTER_MS = 3_000;
const TOLD_EVERY_MS = 5_000;
/** Beyond its time, a count takes one page and the way to its end. */
const ENDS_WITHIN_MS = 30_000;

/**
 * Surveys. Where keys are counted and that takes long, the message of the answer says how far it is, and whoever may can end it: those who wait
 * then get what was read. That this cannot be told, or nobody can end it, is no reason not to count.
 */
export async function surveyCounting(
  request: Request,
  survey: Survey,
  reader: EtcdReader,
  world: CountingWorld,
): Promise<Counted> {
  const { counting } = world;
  const { space } = survey;
  if (space === undefined || counting === undefined) return { snapshot: await reader.survey(survey), end: null };
  const [stop, over] = [new AbortController(), new AbortController()];
  let soFar: SpaceProgress | null = null;
  const tell = (told: SpaceProgress): void => {
    soFar = told;
  };
  const count = countOf(request, space, world.clock());
  await quietly(counting.counts.begin(count), world);
  const ending = untilEnded({ request, space, count, counting, soFar: () => soFar, over: over.signal }, world);
  const ended = ending.then(end => {
    if (end !== null) stop.abort();
    return end;
  });
  try {
    const snapshot = await reader.survey({ ...survey, space: { ...space, tell } }, stop.signal);
    over.abort();
    return { snapshot, end: await ended };
  } finally {
    over.abort();
    await ended;
    await quietly(counting.counts.over(count.id), world);
  }
}

const countOf = (request: Request, { under, withinMs }: SpaceQuery, now: number): RunningCount => ({
  id: countIdOf(request),
  cluster: request.cluster ?? '',
  under,
  by: askerKey(request.actor),
  until: now + withinMs + ENDS_WITHIN_MS,
});

type Watched = {
  readonly request: Request;
  readonly space: SpaceQuery;
  readonly count: RunningCount;
  readonly counting: Counting;
  readonly soFar: () => SpaceProgress | null;
  readonly over: AbortSignal;
};

/** Tells how far it is, until the count is over or somebody has ended it. Never rejects. */
async function untilEnded(watched: Watched, world: CountingWorld) {
  const { count, counting, soFar, over } = watched;
  let next = world.clock() + FIRST_TOLD_AFTER_MS;
  for (;;) {
    await counting.pause(LOOK_EVERY_MS, over);
    if (over.aborted) return null;
    const end = await quietly(counting.counts.endOf(count.id), world);
    if (end) return end;
    const told = soFar();
    if (told === null || world.clock() < next) continue;
    next = world.clock() + TOLD_EVERY_MS;
    await quietly(announce(watched, told, world), world);
  }
}

async function announce({ request, space }: Watched, soFar: SpaceProgress, { announcer }: CountingWorld) {
  const { place } = request;
  if (place.kind !== 'channel') return;
  const document = withAsker(presentCounting(request, soFar, space.withinMs), request);
  await announcer.announce(announcementOf(request, place, null, document));
}

async function quietly<T>(asked: Promise<T>, { log }: CountingWorld): Promise<T | null> {
  return asked.catch((error: unknown) => {
    log.warn({ error }, 'a count of keys cannot be told or ended while it runs');
    return null;
  });
}
