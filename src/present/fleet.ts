import { daysLeft } from '../core/certificates.ts';
import type { Cell, Document, Element, Tone } from '../core/document.ts';
import type { ReportFacts } from '../core/facts/report.ts';
import { code, duration, inner, list, ratio, say, verbatim } from '../core/message.ts';
import { MOST_RECOMMENDED } from '../core/remedy/choose.ts';
import { findingText } from './findings.ts';
import { fleetFolds } from './fleet-folds.ts';
import { offerButtons } from './offers.ts';
import { nextToEnd } from './report-fields.ts';
import { foretold } from './trend.ts';

/** As many rows as Slack's table takes beside its head. */
const MOST_ROWS = 99;

const weights: Readonly<Record<Tone, number>> = { bad: 0, warning: 1, info: 2, good: 3 };

/** All clusters of a channel in one message: how many are well, the worst first, and what is most urgent of all. `unknown`: of whom nothing is told. */
export function presentFleet(reports: readonly ReportFacts[], unknown: readonly string[]): Document {
  const sorted = reports.toSorted(
    (one, other) =>
      weights[toneOf(one)] - weights[toneOf(other)] ||
      other.worthDoing.length - one.worthDoing.length ||
      one.cluster.localeCompare(other.cluster),
  );
  return [
    verdictOf(sorted, unknown.length),
    ...(unknown.length > 0
      ? [{ type: 'paragraph', text: say('fleet.unknown', { who: list(unknown.map(verbatim)) }) } as const]
      : []),
    ...(sorted.length > 0 ? [tableOf(sorted)] : []),
    ...beyondTable(sorted.slice(MOST_ROWS)),
    ...urgentOf(sorted),
    ...fleetFolds(sorted),
    { type: 'note', texts: [say('fleet.more', { command: code('report --cluster NAME') })] },
  ];
}

/** A verdict that is well with something bad beside it is not well. */
function toneOf({ status, worthDoing }: ReportFacts): Tone {
  const worst = worthDoing.some(({ tone }) => tone === 'bad') ? 'bad' : 'good';
  return weights[worst] < weights[status.verdict.tone] ? worst : status.verdict.tone;
}

function verdictOf(sorted: readonly ReportFacts[], unknown: number): Element {
  const well = sorted.filter(report => toneOf(report) === 'good').length;
  const first = sorted[0];
  const tone = unknown > 0 ? 'warning' : first ? toneOf(first) : 'info';
  return { type: 'verdict', tone, text: say('fleet.verdict', { well, count: sorted.length + unknown }) };
}

const tableOf = (sorted: readonly ReportFacts[]): Element => ({
  type: 'table',
  columns: [
    { label: say('fleet.cluster') },
    { label: say('fleet.state'), wrap: true },
    { label: say('fleet.healthy'), align: 'right' },
    { label: say('fleet.quota'), align: 'right' },
    { label: say('fleet.full') },
    { label: say('report.backup'), align: 'right' },
    { label: say('report.certificates'), align: 'right' },
  ],
  rows: sorted.slice(0, MOST_ROWS).map(rowOf),
});

/** Whom the table has no place for: none of them is worse than those in it. */
function beyondTable(rest: readonly ReportFacts[]): Document {
  if (rest.length === 0) return [];
  const well = rest.filter(report => toneOf(report) === 'good').length;
  return [{ type: 'paragraph', text: say('fleet.beyond', { count: rest.length, well }) }];
}

const nothing: Cell = { text: verbatim('–') };

function rowOf(report: ReportFacts): readonly Cell[] {
  const { status, cluster } = report;
  const { verdict, quorum, quota } = status;
  return [
    { text: verbatim(cluster), strong: true },
    { text: { key: `verdict.${verdict.code}`, params: verdict.params }, tone: toneOf(report) },
    quorum ? { text: say('fleet.of', { healthy: quorum.healthy, voters: quorum.voters }) } : nothing,
    quota ? { text: say('fleet.share', { share: ratio(quota.usedRatio) }) } : nothing,
    fullOf(report),
    backupOf(report),
    certificateOf(report),
  ];
}

function fullOf({ growth, status }: ReportFacts): Cell {
  const told = growth?.forecast;
  return told?.kind === 'reaches'
    ? { text: say('fleet.at', { at: foretold(status.takenAt)(told.at) }), tone: 'warning' }
    : nothing;
}

function backupOf({ backup, status }: ReportFacts): Cell {
  if (backup?.kind !== 'seen') return nothing;
  if (backup.newest === null) return { text: say('fleet.no_backup'), tone: 'bad' };
  const age = Math.max(0, status.takenAt - backup.newest.at);
  return {
    text: say('fleet.age', { age: duration(age) }),
    ...(age > backup.maxAgeMs ? { tone: 'warning' as const } : {}),
  };
}

function certificateOf({ status }: ReportFacts): Cell {
  const next = nextToEnd(status);
  return next === null ? nothing : { text: say('fleet.days', { days: daysLeft(next.first, status.takenAt) }) };
}

/** The worst of all, each with its cluster and a button for what would help there. Which clusters have more shows in the table. */
function urgentOf(sorted: readonly ReportFacts[]): Document {
  const worst = sorted
    .flatMap(({ cluster, recommended }) => recommended.map(each => ({ cluster, ...each })))
    .filter(({ finding }) => finding.tone !== 'info')
    .toSorted((one, other) => weights[one.finding.tone] - weights[other.finding.tone])
    .slice(0, MOST_RECOMMENDED);
  if (worst.length === 0) return [];
  const buttons = worst.flatMap(({ cluster, offer }) => (offer === null ? [] : offerButtons(cluster, [offer])));
  const distinct = [...new Map(buttons.map(button => [button.value, button])).values()];
  const all = sorted.flatMap(({ worthDoing }) => worthDoing.filter(({ tone }) => tone !== 'info'));
  const left = all.length - worst.length;
  return [
    { type: 'heading', text: say('report.worth_doing') },
    {
      type: 'list',
      items: worst.map(({ cluster, finding }) => ({
        text: say('fleet.finding', { cluster, finding: inner(findingText(finding)) }),
        tone: finding.tone,
      })),
    },
    ...(distinct.length > 0 ? [{ type: 'actions', buttons: distinct } as const] : []),
    ...(left > 0 ? [{ type: 'paragraph', text: say('fleet.and_more', { count: left }) } as const] : []),
  ];
}
