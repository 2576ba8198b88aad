import type { ReadCommand } from '../src/core/command.ts';
import { type TrendFacts, type TrendSubject, trendSubjects } from '../src/core/facts/trend.ts';
import { code } from '../src/core/message.ts';
import { type Refusal, refuse } from '../src/core/refusal.ts';
import type { Request } from '../src/core/request.ts';
import { trendOf } from '../src/core/trend/trend-of.ts';

const DAY = 24 * 60 * 60_000;
const USUAL_DAYS = 14;
/** As long as anything is remembered. */
const MOST_DAYS = 60;

/** How the database grows and when it is full, how long writes take, who led, how much is written. */
export const trend: ReadCommand = {
  kind: 'read',
  words: ['trend'],
  aliases: [],
  summary: 'trend.summary',
  args: [{ name: 'subject', required: false, kind: 'text' }],
  options: [{ name: 'days', kind: 'count', summary: 'trend.option.days' }],
  examples: ['trend', 'trend latency --days 2', 'trend revisions'],
  permission: () => 'read',
  needs: request => refusalOf(request) ?? { parts: [] },
  recalls: request => daysOf(request) * DAY,
  view: (request, snapshot, memory): TrendFacts | Refusal =>
    refusalOf(request) ?? trendOf(snapshot.cluster, subjectOf(request) ?? 'quota', memory.history ?? []),
};

const isSubject = (text: string): text is TrendSubject => trendSubjects.some(subject => subject === text);

function subjectOf({ args }: Request): TrendSubject | null {
  const typed = args.subject ?? 'quota';
  return isSubject(typed) ? typed : null;
}

const daysOf = ({ options }: Request): number => Number(options.days ?? USUAL_DAYS);

function refusalOf(request: Request): Refusal | null {
  if (subjectOf(request) === null)
    return refuse('trend_of_what', { typed: code(request.args.subject ?? ''), subjects: trendSubjects.join(', ') });
  const days = daysOf(request);
  return days >= 1 && days <= MOST_DAYS ? null : refuse('trend_days', { typed: days, most: MOST_DAYS });
}
