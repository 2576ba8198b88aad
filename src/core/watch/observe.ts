import type { Text } from '../message.ts';
import {
  type Course,
  type Incident,
  type Noted,
  type Story,
  type Symptom,
  type Watched,
  withPast,
} from './incident.ts';
import { patienceFor } from './patience.ts';

/** Seen twice in a row: one lost packet is no incident. */
const SIGHTINGS = 2;

export type Observed = {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly symptoms: readonly Symptom[];
  readonly noted: readonly Noted[];
  /** What it means for the whole cluster; null where it serves as it should. */
  readonly headline: Text | null;
  /** No endpoint answered. */
  readonly blind: boolean;
  /** Of what was not seen: that it is over could not be seen either. */
  readonly unjudged: (symptom: Symptom) => boolean;
  /** Told elsewhere, as when everything is out of reach at once: followed, but not made an incident of this cluster. */
  readonly muted: (course: Course) => boolean;
};

/** Of what is no cluster: nothing of it is ever out of sight. */
export const allJudged = {
  noted: [],
  headline: null,
  blind: false,
  muted: () => false,
  unjudged: () => false,
} as const;

/** Milliseconds: how long something stays away before it is gone, and how long nobody is reminded. */
export type Pace = { readonly clearMs: number; readonly remindMs: number };

/**
 * What one more survey makes of what is known. Pure: the same twice gives the same, so that a worker that died may be followed by another one.
 * `newId` names an incident that begins.
 */
export function observe(before: Watched, observed: Observed, pace: Pace, newId: () => string): Watched {
  const { at, blind, headline } = observed;
  const courses = followed(before.courses, observed, pace);
  const watched: Watched = {
    ...before,
    revision: before.revision + 1,
    surveyedAt: at,
    blindSince: blind ? (before.blindSince ?? at) : null,
    courses,
    noted: blind ? before.noted : observed.noted,
    silence: before.silence !== null && before.silence.until > at ? before.silence : null,
  };
  const after = told(watched, observed, pace, newId);
  return after.untold === watched.untold ? after : headed(after, watched.untold.length, headline);
}

/** What is told now says what it means as of now. */
function headed(after: Watched, before: number, headline: Text | null): Watched {
  const untold = after.untold.map((told, index) =>
    index < before ? told : { ...told, incident: { ...told.incident, headline } },
  );
  return { ...after, untold, incident: after.incident && { ...after.incident, headline } };
}

/**
 * What was seen goes on, what is new begins, what is missing clears. A course that was only pending is forgotten at once. What nobody could judge
 * stays as it was.
 */
export function followed(
  before: readonly Course[],
  { at, symptoms, blind, unjudged }: Observed,
  { clearMs }: Pace,
): readonly Course[] {
  const seen = symptoms.flatMap((symptom): readonly Course[] => {
    if (patienceFor(symptom.code) === null) return [];
    const known = before.find(({ code }) => code === symptom.code);
    if (!known) return [{ ...symptom, phase: 'pending', since: at, lastSeen: at, sightings: 1 }];
    const phase = known.phase === 'clearing' ? 'firing' : known.phase;
    return [{ ...known, ...symptom, phase, lastSeen: at, sightings: known.sightings + 1 }];
  });
  const missing = before.flatMap((course): readonly Course[] => {
    if (symptoms.some(({ code }) => code === course.code)) return [];
    const isUnknown = (blind && course.code !== 'blind') || unjudged(course);
    if (course.phase === 'pending') return isUnknown ? [course] : [];
    // As if it had been seen: it has to be away for all of its time once somebody can tell.
    if (isUnknown) return [{ ...course, phase: 'firing', lastSeen: at }];
    return at - course.lastSeen >= clearMs ? [] : [{ ...course, phase: 'clearing', sightings: 0 }];
  });
  return [...seen, ...missing];
}

/** What is to be told, unless it is told elsewhere. */
export const isDue = (course: Course, at: number): boolean =>
  course.phase === 'pending' &&
  course.lastSeen === at &&
  course.sightings >= SIGHTINGS &&
  at - course.since >= (patienceFor(course.code) ?? Number.POSITIVE_INFINITY);

/** A silence keeps what is new from being told, never that it is over. */
function told(watched: Watched, { at, blind, muted }: Observed, { remindMs }: Pace, newId: () => string): Watched {
  const quiet = watched.silence !== null;
  const due = quiet ? [] : watched.courses.filter(course => isDue(course, at) && !muted(course));
  const courses = watched.courses.map(course => (due.includes(course) ? firing(course) : course));
  const burning = courses.filter(({ phase }) => phase !== 'pending');
  const now: Watched = { ...watched, courses };
  const { incident } = watched;
  if (incident === null) return due.length === 0 ? now : tell(now, begun(burning, at, newId()), 'began', burning, at);
  if (burning.length === 0)
    return {
      ...tell(now, { ...incident, firing: [] }, 'resolved', incident.firing, at),
      incident: null,
      past: withPast(now.past, incident, at),
    };
  const gone = incident.firing.filter(({ code }) => !burning.some(course => course.code === code));
  const fresh = quiet ? [] : burning.filter(course => isNews(course, incident));
  const left = { ...incident, firing: burning.map(course => remembered(course, incident)) };
  const eased = gone.length > 0 ? tell(now, left, 'eased', gone, at) : now;
  if (fresh.length > 0) return tell(eased, worsened(eased.incident ?? incident, left, fresh), 'began', fresh, at);
  // Nobody is reminded of what cannot be seen, but of that.
  const isDark = blind && burning.every(({ code }) => code !== 'blind');
  const forgotten = !isDark && incident.acknowledged === null && at - incident.toldAt >= remindMs;
  return gone.length === 0 && forgotten && !quiet ? tell(now, left, 'reminder', burning, at) : eased;
}

/** New, worse, or of more members than anybody was told of. */
function isNews(course: Course, { firing: told }: Incident): boolean {
  const known = told.find(({ code }) => code === course.code);
  const isWorse = known?.tone === 'warning' && course.tone === 'bad';
  return known === undefined || isWorse || course.who.some(name => !known.who.includes(name));
}

/** Whom it has been of so far: one that comes and goes is told once. */
function remembered(course: Course, { firing: told }: Incident): Symptom {
  const known = told.find(({ code }) => code === course.code);
  const tone = known?.tone === 'bad' ? 'bad' : course.tone;
  return { ...plainly(course), tone, who: [...new Set([...(known?.who ?? []), ...course.who])] };
}

const firing = (course: Course): Course => ({ ...course, phase: 'firing' });

const worstOf = (symptoms: readonly Symptom[]): Incident['worst'] =>
  symptoms.some(({ tone }) => tone === 'bad') ? 'bad' : 'warning';

const begun = (burning: readonly Course[], at: number, id: string): Incident => ({
  id,
  openedAt: Math.min(at, ...burning.map(({ since }) => since)),
  worst: worstOf(burning),
  acknowledged: null,
  toldAt: at,
  replies: 0,
  headline: null,
  offers: [],
  firing: burning.map(plainly),
  concerned: [],
});

/** Who has seen what was bad enough before has not seen what is worse. */
function worsened(now: Incident, { firing: told }: Incident, due: readonly Symptom[]): Incident {
  const worse = worstOf(due) === 'bad' && now.worst !== 'bad';
  return { ...now, firing: told, ...(worse ? { worst: 'bad', acknowledged: null } : {}) };
}

function tell(
  watched: Watched,
  incident: Incident,
  kind: Story['kind'],
  symptoms: readonly Symptom[],
  at: number,
): Watched {
  const concerned = [...new Set([...incident.concerned, ...symptoms.flatMap(({ who }) => who)])];
  const next: Incident = { ...incident, concerned, toldAt: at, replies: incident.replies + 1 };
  const story: Story = { kind, number: next.replies, at, symptoms: symptoms.map(plainly) };
  return { ...watched, incident: next, untold: [...watched.untold, { incident: next, story }] };
}

const plainly = ({ code, tone, who, title, todo, since }: Symptom): Symptom => ({
  ...{ code, tone, who, title, todo },
  ...(since === undefined ? {} : { since }),
});

/** What is told now says what would help, too. */
export function offering(after: Watched, before: Watched, offers: Incident['offers']): Watched {
  const known = before.untold.length;
  const untold = after.untold.map((told, index) =>
    index < known ? told : { ...told, incident: { ...told.incident, offers } },
  );
  return { ...after, untold, incident: after.incident && { ...after.incident, offers } };
}
