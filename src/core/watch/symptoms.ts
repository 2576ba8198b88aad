import type { StatusFacts } from '../facts/status.ts';
import { whyOf } from '../health/why.ts';
import type { Param, Text } from '../message.ts';
import type { Noted, Symptom } from './incident.ts';
import { patienceFor } from './patience.ts';

/** What is wrong in what a survey saw. While nobody answers, the one thing that is certain is that nobody answers. */
export function symptomsOf(facts: StatusFacts): readonly Symptom[] {
  if (isBlind(facts)) {
    const { code, params } = facts.verdict;
    return [{ code: 'blind', tone: 'bad', who: [], title: { key: `verdict.${code}`, params }, todo: null }];
  }
  return facts.findings.flatMap(({ code, tone, params }): readonly Symptom[] => {
    if (tone === 'info') return [];
    const title = { key: `finding.${code}.title`, params } as const;
    return [{ code, tone, who: namesIn(params), title, todo: { key: `finding.${code}.todo`, params } }];
  });
}

/** What else was found: it wakes nobody, and whoever measures wants to know. */
export const notedOf = ({ findings }: StatusFacts): readonly Noted[] =>
  findings
    .filter(({ code, tone }) => tone === 'info' || patienceFor(code) === null)
    .map(({ code, tone }) => ({ code, tone }));

/** Why it matters; null for what is no finding, and says so in what to do. */
export const whySymptom = (code: Symptom['code']): Text | null =>
  code === 'blind' || code === 'outage' || code === 'unwatched' || code === 'reports_missing' ? null : whyOf(code);

/** The one line that a sleepy person reads, where it says that something is wrong. */
export function headlineOf(facts: StatusFacts): Text | null {
  const { code, tone, params } = facts.verdict;
  return tone === 'good' || isBlind(facts) ? null : { key: `verdict.${code}`, params };
}

/** No endpoint answered at all, not even to say that it does not let us in. */
export const isBlind = ({ members }: Pick<StatusFacts, 'members'>): boolean =>
  members.every(({ health, endpoint }) => endpoint === null || health === 'unreachable');

/** Rules name whom they found in `who`, a list of names. */
export function namesIn({ who }: Readonly<Record<string, Param>>): readonly string[] {
  if (typeof who !== 'object' || who.type !== 'list') return [];
  return who.value.flatMap(text => ('verbatim' in text ? [text.verbatim] : nameIn(text.params)));
}

const nameIn = ({ name }: Readonly<Record<string, Param>>): readonly string[] =>
  typeof name === 'string' ? [name] : [];
