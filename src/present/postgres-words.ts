import type { Element, Tone } from '../core/document.ts';
import type { PgListFacts } from '../core/facts/postgres.ts';
import { inner, list, say, type Text, time, verbatim } from '../core/message.ts';
import type { Impact } from '../core/patroni/impact.ts';
import type { PgStanding } from '../core/patroni/standing.ts';
import { presentFault } from './faults.ts';

export const standingTones: Readonly<Record<PgStanding, Tone>> = {
  running: 'good',
  paused: 'warning',
  switching: 'warning',
  leaderless: 'bad',
  stale: 'warning',
  broken: 'bad',
  orphaned: 'warning',
};

export const standingText = (standing: PgStanding): Text => ({ key: `pg.standing.${standing}`, params: {} });

export const fateTones: Readonly<Record<Impact['fate'], Tone>> = {
  stays: 'good',
  demotes: 'bad',
  leaderless: 'warning',
  unknown: 'warning',
};

export function fateText({ fate, dependsOn, reasons }: Impact): Text {
  if (fate === 'unknown' && dependsOn.length > 0) return say('pg.fate.depends');
  const [why] = reasons;
  if (why !== undefined && 'key' in why && why.key === 'impact.standby_cluster') return say('pg.fate.standby');
  return { key: `pg.fate.${fate}`, params: {} };
}

export const afterText = ({ demotesAfter }: Impact): Text | null =>
  demotesAfter === null ? null : say('pg.after', { from: demotesAfter.earliest, to: demotesAfter.latest });

/** A sentence gets no longer than somebody reads. */
const MOST_NAMES = 12;

export const namesText = (names: readonly string[]) =>
  list([
    ...names.slice(0, MOST_NAMES).map(name => verbatim(name)),
    ...(names.length > MOST_NAMES ? [say('pg.more', { count: names.length - MOST_NAMES })] : []),
  ]);

/** How far what follows can be trusted. */
export function caveatsOf({
  fault,
  seenAt,
  oneView,
  partial,
}: Pick<PgListFacts, 'fault' | 'seenAt' | 'oneView' | 'partial'>): readonly Element[] {
  const texts = [
    ...(fault && seenAt !== null ? [say('pg.earlier', { phrase: inner(presentFault(fault)), at: time(seenAt) })] : []),
    ...(oneView ? [say('pg.one_view')] : []),
    ...(partial ? [say('pg.partial')] : []),
  ];
  return texts.length > 0 ? [{ type: 'list', items: texts.map(text => ({ text, tone: 'warning' as const })) }] : [];
}

export const unreadable = ({ cluster, fault }: Pick<PgListFacts, 'cluster' | 'fault'>): Element => ({
  type: 'verdict',
  tone: 'bad',
  text: say('pg.unreadable', { cluster, phrase: fault ? inner(presentFault(fault)) : '' }),
});
