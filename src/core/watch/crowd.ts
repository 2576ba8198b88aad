import { inner, list, type Param, say, type Text, verbatim } from '../message.ts';
import type { Begun, Course, Symptom, Watched } from './incident.ts';
import { patienceFor } from './patience.ts';

export type BegunIn = Begun & { readonly cluster: string };

/** What one survey says of it: who was told already is told no more, but that nobody answers counts wherever it is so. */
export const begunIn = (courses: readonly Course[], at: number): readonly Begun[] =>
  courses
    .filter(({ lastSeen, phase, code }) => lastSeen === at && (phase === 'pending' || code === 'blind'))
    .map(({ code, tone, since }) => ({ code, tone, since }));

/** The same in many clusters at once: none of them is to blame for it, and nobody wants to read of each. */
export type Crowd = {
  readonly code: Symptom['code'];
  readonly tone: Symptom['tone'];
  /** The worst first. */
  readonly clusters: readonly string[];
};

/** So many within a minute are no coincidence. */
export const CROWD = 5;
const WITHIN_MS = 60_000;
/** Nor are two, where they are most of all that there are. */
const LEAST = 2;
const SHARE = 0.5;

/** `bundles`: somebody reads of several clusters in one place; who reads of one alone reads of each once. */
export function crowdsOf(begun: readonly BegunIn[], watched: number, bundles: boolean): readonly Crowd[] {
  const codes = [...new Set(begun.map(({ code }) => code))];
  return codes.flatMap(code => {
    const all = begun.filter(each => each.code === code);
    const isMost = code === 'blind' && all.length >= LEAST && all.length >= watched * SHARE;
    const crowd = (isMost ? all : bundles ? together(all) : []).toSorted(worstFirst);
    const [worst] = crowd;
    return worst ? [{ code, tone: worst.tone, clusters: crowd.map(({ cluster }) => cluster) }] : [];
  });
}

/** Whoever belongs to so many that began within a minute. */
function together(begun: readonly BegunIn[]): readonly BegunIn[] {
  const inOrder = begun.toSorted((one, other) => one.since - other.since);
  return inOrder.filter((_, index) => {
    // The first of a window that holds this one may be as many places before it as the window has places.
    const first = Math.max(0, index - CROWD + 1);
    return inOrder.slice(first, index + 1).some((from, at) => {
      const last = inOrder[first + at + CROWD - 1];
      return last !== undefined && last.since - from.since <= WITHIN_MS;
    });
  });
}

const worstFirst = (one: BegunIn, other: BegunIn): number =>
  Number(other.tone === 'bad') - Number(one.tone === 'bad') ||
  one.cluster.localeCompare(other.cluster, 'en', { numeric: true });

/** As many as one reads. */
const NAMED = 10;

/** The first of them, and how many more there are. */
export function fewOf(names: readonly string[]): Param {
  const named: readonly Text[] = names.slice(0, NAMED).map(verbatim);
  const more = names.length - named.length;
  return list(more > 0 ? [...named, say('alert.and_more', { count: more })] : named);
}

/** The one thing to tell of it. `example`: how it shows in the worst of them. */
export function crowdSymptom({ code, tone, clusters }: Crowd, watched: number, example: Text | null): Symptom {
  const [count, who, first = ''] = [clusters.length, fewOf(clusters), clusters[0]];
  const outage = { title: say('alert.outage.title', { count, watched, who }), todo: say('alert.outage.todo') };
  if (code === 'blind') return { code: 'outage', tone: 'bad', who: clusters, ...outage };
  const title = say('alert.crowd.title', { count, who, first, title: inner(example ?? verbatim(code)) });
  return { code, tone, who: clusters, title, todo: say('alert.crowd.todo') };
}

/** Longer than it takes to tell of all of them at once. */
const GRACE_MS = 60_000;

/** Whether this of a cluster is told together with others, by somebody who still looks. */
export function isToldForMany({ code }: Course, cluster: string, everywhere: Watched, at: number): boolean {
  const isAlive = at - (everywhere.surveyedAt ?? 0) < GRACE_MS;
  const told = everywhere.incident?.firing.find(symptom => symptom.code === (code === 'blind' ? 'outage' : code));
  return isAlive && told?.who.includes(cluster) === true;
}

/** Whether it is about to be. Nobody waits for that any longer when whoever should tell it does not. */
export const isAboutToBe = ({ code, since }: Course, cluster: string, crowds: readonly Crowd[], at: number): boolean =>
  at - since < (patienceFor(code) ?? 0) + GRACE_MS &&
  crowds.some(crowd => crowd.code === code && crowd.clusters.includes(cluster));
