import { anchorText, type ChainHead } from '../core/audit.ts';
import type { Document } from '../core/document.ts';
import type { ReportFacts } from '../core/facts/report.ts';
import { code, list, say, type Text, time } from '../core/message.ts';
import { presentFindings, titleOfFinding } from './findings.ts';
import { presentOffers } from './offers.ts';
import { reportFields } from './report-fields.ts';
import { changeItem, doneItems, firstOf, incidentItem } from './report-items.ts';
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
  const items = changes.map(changeItem);
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
  const items = incidents.map(incident => incidentItem(incident, status.takenAt));
  return [
    { type: 'heading', text: say('report.incidents', { count: incidents.length }) },
    { type: 'list', items: firstOf(items, MOST_INCIDENTS) },
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

/** More are seen with `operations` and `audit`. */
const MOST_DONE = 8;

/** Changes, and what else people did: it froze, silenced, acknowledged. */
function doneOf(facts: ReportFacts): Document {
  const items = doneItems(facts);
  return items.length === 0
    ? []
    : [
        {
          type: 'fold',
          title: say('report.done', { count: items.length }),
          parts: [{ type: 'list', items: firstOf(items, MOST_DONE) }],
        },
      ];
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
