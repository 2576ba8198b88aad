import type { Tone } from '../document.ts';
import type { Finding } from '../health/finding.ts';
import type { Text } from '../message.ts';
import type { Remedy } from '../remedy/remedy.ts';

/**
 * What is wrong, as one survey saw it. `blind`: no endpoint answered, so nothing else can be known. `outage`: so it is with many clusters at once,
 * and none of them is to blame. `unwatched`: nobody looks at any cluster. `reports_missing`: nobody makes reports.
 */
export type Symptom = {
  readonly code: Finding['code'] | 'blind' | 'outage' | 'unwatched' | 'reports_missing';
  readonly tone: Exclude<Tone, 'good' | 'info'>;
  /** Whom it concerns, by name: more of them is news. */
  readonly who: readonly string[];
  /** When it was seen first, milliseconds since the epoch; absent where nobody has followed it. */
  readonly since?: number;
  /** Title and what to do, as they were last seen. */
  readonly title: Text;
  readonly todo: Text | null;
};

/** What a survey found and nobody is woken for. */
export type Noted = { readonly code: Symptom['code']; readonly tone: Exclude<Tone, 'good'> };

/** One symptom over time. Times are milliseconds since the epoch. */
export type Course = Symptom & {
  /** `pending`: not told yet; `firing`: told; `clearing`: no longer seen, and not certainly gone. */
  readonly phase: 'pending' | 'firing' | 'clearing';
  readonly since: number;
  /** When it was seen last, or nobody could tell whether it is over. */
  readonly lastSeen: number;
  /** Surveys in a row that saw it. */
  readonly sightings: number;
};

/** What has just begun in a cluster: its message is still to come. `since`: milliseconds since the epoch. */
export type Begun = Pick<Course, 'code' | 'tone' | 'since'>;

/** Everything wrong with one cluster at a time is one incident: one message, and what happens in its thread. */
export type Incident = {
  /** `al-` and ten characters of 0-9a-z. */
  readonly id: string;
  readonly openedAt: number;
  /** What it means for the whole cluster, as it was when it was told last; null where one symptom says it all. */
  readonly headline: Text | null;
  /** The worst that it ever was. */
  readonly worst: Symptom['tone'];
  readonly acknowledged: { readonly by: string; readonly name: string; readonly at: number } | null;
  /** When the channel was last told of it in a way that notifies. */
  readonly toldAt: number;
  /** Numbers the replies in its thread. */
  readonly replies: number;
  /** What would help, as of when it was told last. */
  readonly offers: readonly Remedy[];
  /** What the channel was told of, and not yet that it is gone. */
  readonly firing: readonly Symptom[];
  /** Whom it ever concerned: whoever was told of its beginning is told of its end. */
  readonly concerned: readonly string[];
};

/** No new message of this cluster until then; what happens is still followed. */
export type Silence = {
  readonly by: string;
  readonly name: string;
  readonly reason: string;
  readonly at: number;
  readonly until: number;
};

/** What is told, once each: `number` makes its message's id. */
export type Story = {
  readonly kind: 'began' | 'eased' | 'reminder' | 'resolved';
  readonly number: number;
  readonly at: number;
  /** What it is about: what is new, what is gone, or what still is. */
  readonly symptoms: readonly Symptom[];
};

/** An incident that was told. `title`: what it was called last; `endedAt`: null while it goes on. */
export type PastIncident = Pick<Incident, 'id' | 'openedAt' | 'worst'> & {
  readonly endedAt: number | null;
  readonly title: Text;
  /** Who was on it. */
  readonly by: string | null;
};

/** As many are remembered. */
const MOST_PAST = 20;

/** What a report tells of an incident. */
export const asPast = (
  { id, openedAt, worst, headline, acknowledged, firing }: Incident,
  endedAt: number | null,
): readonly PastIncident[] => {
  const title = headline ?? (firing.find(({ tone }) => tone === 'bad') ?? firing[0])?.title;
  return title === undefined ? [] : [{ id, openedAt, endedAt, worst, title, by: acknowledged?.name ?? null }];
};

/** The newest first. */
export const withPast = (past: readonly PastIncident[], incident: Incident, endedAt: number): readonly PastIncident[] =>
  [...asPast(incident, endedAt), ...past].slice(0, MOST_PAST);

/** What is known of one watched cluster between surveys. */
export type Watched = {
  readonly version: 1;
  /** Counts changes: who writes over one they have not read is refused. */
  readonly revision: number;
  readonly surveyedAt: number | null;
  /** Since when no endpoint has answered; null when one does. */
  readonly blindSince: number | null;
  readonly courses: readonly Course[];
  /** As of the last survey that saw anything. */
  readonly noted: readonly Noted[];
  readonly incident: Incident | null;
  readonly silence: Silence | null;
  /** Told, but perhaps not yet on its way when a process died. */
  readonly untold: readonly Told[];
  /** Incidents that are over, the newest first. */
  readonly past: readonly PastIncident[];
};

/** A story with the incident as it was then: what its card and reply are made of. */
export type Told = { readonly incident: Incident; readonly story: Story };

export const unwatched: Watched = {
  version: 1,
  revision: 0,
  surveyedAt: null,
  blindSince: null,
  courses: [],
  noted: [],
  incident: null,
  silence: null,
  untold: [],
  past: [],
};
