import { anchorText, type ChainHead } from '../core/audit.ts';
import type { Document } from '../core/document.ts';
import type { Done, ReportFacts } from '../core/facts/report.ts';
import { code, codeText, duration, inner, list, say, type Text, time, verbatim } from '../core/message.ts';
import { presentFindings, titleOfFinding } from './findings.ts';
import { presentOffers } from './offers.ts';
import { reportFields } from './report-fields.ts';
import { bodyOf, verdictOf } from './status.ts';
import { chartOf, forecastText } from './trend.ts';

/** Verdict, what is worth doing, what changed, how it grows, what was done by whom, what else there is to know, and the facts of status. */
export const presentReport = (facts: ReportFacts): Document => [
  verdictOf(facts.status),
  ...lateOf(facts),
  ...worthDoing(facts),
  ...changesOf(facts),
  ...incidentsOf(facts),
  ...growthOf(facts),
  ...doneOf(facts),
  { type: 'fields', fields: reportFields(facts) },
  { type: 'fold', title: say('report.now'), parts: bodyOf(facts.status) },
];

function lateOf({ late, scheduledFor }: ReportFacts): Document {
  if (!late) return [];
  const text = scheduledFor === null ? say('report.late_unsaid') : say('report.late', { due: time(scheduledFor) });
  return [{ type: 'paragraph', text }];
}

/** What is recommended, each with its button; of what else is broken the names, so that nothing critical is hidden. */
function worthDoing({ worthDoing: found, recommended, cluster }: ReportFacts): Document {
  const left = found.slice(recommended.length);
  const broken = left.filter(({ tone }) => tone === 'bad').map(titleOfFinding);
  const more = { count: left.length, command: code('diagnose') };
  return [
    ...presentFindings(
      recommended.map(({ finding }) => finding),
      say('report.worth_doing'),
    ),
    ...presentOffers(
      cluster,
      recommended.flatMap(({ offer }) => offer ?? []),
    ),
    ...(broken.length > 0 ? [paragraph(say('report.and_broken', { ...more, titles: list(broken) }))] : []),
    ...(broken.length === 0 && left.length > 0 ? [paragraph(say('report.and_more', more))] : []),
  ];
}

const paragraph = (text: Text) => ({ type: 'paragraph', text }) as const;

function changesOf({ since, changes }: ReportFacts): Document {
  if (since === null) return [{ type: 'paragraph', text: say('report.first') }];
  const items = changes.map(({ code, tone, params }) => ({ text: { key: `change.${code}`, params } as const, tone }));
  return [
    { type: 'heading', text: say('report.since', { at: time(since) }) },
    items.length > 0 ? { type: 'list', items } : { type: 'paragraph', text: say('report.unchanged') },
  ];
}

/** More are seen in the channel. */
const MOST_INCIDENTS = 5;

/** What channels were told of, how long it lasted, and who was on it. */
function incidentsOf({ incidents, status }: ReportFacts): Document {
  if (incidents.length === 0) return [];
  const left = incidents.length - MOST_INCIDENTS;
  const items = incidents.slice(0, MOST_INCIDENTS).map(({ title, openedAt, endedAt, worst, by }) => {
    const told = { title: inner(title), at: time(openedAt), lasted: duration((endedAt ?? status.takenAt) - openedAt) };
    const text = endedAt === null ? say('report.incident.open', told) : say('report.incident', told);
    const seen =
      by === null
        ? say('report.incident.unseen', { text: inner(text) })
        : say('report.incident.seen', { text: inner(text), by });
    return { text: seen, tone: endedAt === null ? worst : 'good' } as const;
  });
  const more = left > 0 ? [{ text: say('trend.more', { count: left }) }] : [];
  return [
    { type: 'heading', text: say('report.incidents', { count: incidents.length }) },
    { type: 'list', items: [...items, ...more] },
  ];
}

/** A picture of minutes tells nothing. */
const LEAST_SPAN_MS = 60 * 60_000;

function growthOf({ growth, cluster }: ReportFacts): Document {
  if (growth?.forecast == null || growth.span === null) return [];
  const { text, tone } = forecastText(growth.forecast, cluster, growth.span.to);
  return [
    { type: 'heading', text: say('report.growth') },
    { type: 'list', items: [{ text, tone }] },
    ...(growth.span.to - growth.span.from >= LEAST_SPAN_MS ? chartOf(growth) : []),
  ];
}

/** More are seen with `operations`. */
const MOST_DONE = 8;

function doneOf({ done }: ReportFacts): Document {
  if (done === null || done.length === 0) return [];
  const left = done.length - MOST_DONE;
  const items = done.slice(0, MOST_DONE).map(each => ({ text: doneText(each), tone: tones[each.state] }));
  const more = left > 0 ? [{ text: say('trend.more', { count: left }) }] : [];
  return [
    {
      type: 'fold',
      title: say('report.done', { count: done.length }),
      parts: [{ type: 'list', items: [...items, ...more] }],
    },
  ];
}

const tones = {
  awaiting_approval: 'warning',
  queued: 'info',
  running: 'info',
  succeeded: 'good',
  failed: 'bad',
  refused: 'info',
  denied: 'info',
  expired: 'info',
  cancelled: 'info',
  stale: 'warning',
} as const;

function doneText({ line, by, approvers, state, at, id }: Done): Text {
  const what = {
    line: inner(codeText(line)),
    by,
    at: time(at),
    id: code(id),
    state: inner(say(`report.state.${state}`)),
  };
  return approvers.length === 0
    ? say('report.did', what)
    : say('report.did_approved', { ...what, approvers: list(approvers.map(verbatim)) });
}

/** Small print of a scheduled report: the head of the audit log, noted where the store cannot change it. */
export const presentAnchor = (head: ChainHead): Document =>
  head.number === 0
    ? []
    : [
        {
          type: 'note',
          texts: [say('report.anchor', { anchor: code(anchorText(head)), command: code('audit --verify --anchor') })],
        },
      ];
