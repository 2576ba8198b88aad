import { daysLeft } from '../core/certificates.ts';
import type { Cell, Document, Element, Tone } from '../core/document.ts';
import type { ReportFacts } from '../core/facts/report.ts';
import { code, duration, inner, list, ratio, say, type Text, time, verbatim } from '../core/message.ts';
import { findingText } from './findings.ts';
import { offerButtons } from './offers.ts';
import { nextToEnd } from './report-fields.ts';

/** As many rows as Slack's table takes beside its head. */
const MOST_ROWS = 99;
const MOST_ADVISED = 3;

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
    ...urgentOf(sorted),
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

function fullOf({ growth }: ReportFacts): Cell {
  const told = growth?.forecast;
  return told?.kind === 'reaches' ? { text: say('fleet.at', { at: time(told.at) }), tone: 'warning' } : nothing;
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

/** The worst of all, each with its cluster, and what would help there. */
function urgentOf(sorted: readonly ReportFacts[]): Document {
  const all = sorted.flatMap(report => report.worthDoing.map(finding => ({ report, finding })));
  const worst = all
    .toSorted((one, other) => weights[one.finding.tone] - weights[other.finding.tone])
    .filter(({ finding }) => finding.tone !== 'info')
    .slice(0, MOST_ADVISED);
  if (worst.length === 0) return [];
  const concerned = [...new Set(worst.map(({ report }) => report))];
  const buttons = concerned
    .flatMap(({ cluster, offers }) => offerButtons(cluster, offers.slice(0, 1)))
    .slice(0, MOST_ADVISED);
  return [
    { type: 'heading', text: say('report.worth_doing') },
    {
      type: 'list',
      items: worst.map(({ report, finding }) => ({
        text: say('fleet.finding', { cluster: report.cluster, finding: inner(findingText(finding)) }) satisfies Text,
        tone: finding.tone,
      })),
    },
    ...(buttons.length > 0 ? [{ type: 'actions', buttons } as const] : []),
  ];
}
