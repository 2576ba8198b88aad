import type { Document, Tone } from '../core/document.ts';
import type { AcknowledgeFacts, AlertsFacts, SilenceFacts } from '../core/facts/alerts.ts';
import { inner, say, type Text, time } from '../core/message.ts';
import type { Course } from '../core/watch/incident.ts';
import { silencedText } from './alert.ts';

type Line = { readonly text: Text; readonly tone?: Tone };

/** What is wrong in each cluster; one that is well takes one line. */
export function presentAlerts({ watched, now }: AlertsFacts): Document {
  const isTold = toldBy(now);
  const troubled = watched.filter(({ known }) => known.courses.some(isTold));
  const tone = troubled.some(({ known }) => known.courses.some(course => isTold(course) && course.tone === 'bad'))
    ? 'bad'
    : 'warning';
  return [
    troubled.length > 0
      ? { type: 'verdict', tone, text: say('alerts.some', { count: troubled.length }) }
      : { type: 'verdict', tone: 'good', text: say('alerts.none') },
    {
      type: 'list',
      items: [...troubled, ...watched.filter(each => !troubled.includes(each))].flatMap(each => linesOf(each, isTold)),
    },
  ];
}

/** Milliseconds. */
const LONG = 60_000;

/** What is told of many at once is not told of each, and is wrong all the same. */
const toldBy =
  (now: number) =>
  ({ phase, since }: Course): boolean =>
    phase !== 'pending' || now - since >= LONG;

function linesOf(
  { cluster, known }: AlertsFacts['watched'][number],
  isTold: (course: Course) => boolean,
): readonly Line[] {
  const { courses, incident, silence, surveyedAt } = known;
  const told = courses.filter(isTold);
  const acknowledged = incident?.acknowledged;
  const wrong: readonly Line[] =
    told.length > 0
      ? told.map(({ title, since, tone }) => ({
          text: say('alerts.course', { cluster, title: inner(title), since: time(since) }),
          tone,
        }))
      : [
          surveyedAt === null
            ? { text: say('alerts.unseen', { cluster }), tone: 'warning' }
            : { text: say('alerts.well', { cluster, at: time(surveyedAt) }), tone: 'good' },
        ];
  const seen = acknowledged && say('alert.acknowledged', { name: acknowledged.name, at: time(acknowledged.at) });
  return [
    ...wrong,
    ...(seen ? [{ text: say('alerts.acknowledged', { cluster, said: inner(seen) }) }] : []),
    ...(silence ? [{ text: say('alerts.quiet', { cluster, silenced: inner(silencedText(silence)) }) }] : []),
  ];
}

export const presentAcknowledge = ({ cluster, name }: AcknowledgeFacts): Document => [
  { type: 'verdict', tone: 'info', text: say('alerts.ack_done', { name, cluster }) },
  { type: 'note', texts: [say('alerts.ack_means')] },
];

export const presentSilence = ({ cluster, name, reason, until }: SilenceFacts): Document =>
  until === null
    ? [{ type: 'verdict', tone: 'info', text: say('alerts.silence_over', { name, cluster }) }]
    : [
        { type: 'verdict', tone: 'info', text: say('alerts.silence_done', { name, cluster, until: time(until) }) },
        { type: 'note', texts: [say('alerts.silence_reason', { reason })] },
      ];
