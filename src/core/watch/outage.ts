import type { Param, Text } from '../message.ts';
import { list, say, verbatim } from '../message.ts';
import type { Symptom } from './incident.ts';

/** Two at once are hardly a coincidence; one of many may be. */
const LEAST = 2;
const SHARE = 0.5;

/** When so many clusters are silent at once, the way to them is down, or this machine: not each of them by itself. */
export const isOutage = (blind: readonly string[], watched: number): boolean =>
  blind.length >= LEAST && blind.length >= watched * SHARE;

/** As many as one reads. */
const NAMED = 10;

/** The first of them by name, and how many more there are. */
export function fewOf(names: readonly string[]): Param {
  const named: readonly Text[] = names.slice(0, NAMED).map(verbatim);
  const more = names.length - named.length;
  return list(more > 0 ? [...named, say('alert.and_more', { count: more })] : named);
}

/** The one thing to tell of it. */
export function outageSymptoms(blind: readonly string[], watched: number): readonly Symptom[] {
  if (!isOutage(blind, watched)) return [];
  const title = say('alert.outage.title', { count: blind.length, watched, who: fewOf(blind.toSorted()) });
  return [{ code: 'outage', tone: 'bad', who: [], title, todo: say('alert.outage.todo') }];
}
