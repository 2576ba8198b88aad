import type { Document } from '../core/document.ts';
import type { ReportFacts } from '../core/facts/report.ts';
import { inner, say } from '../core/message.ts';
import { postgresOf } from './report-fields.ts';
import { changeItem, doneItems, firstOf, type Item, incidentItem } from './report-items.ts';

/** More are seen with the report of one cluster. */
const MOST_LINES = 20;

/** What the table has no room for, folded: what changed, which incidents there were, who did what, and PostgreSQL. */
export const fleetFolds = (reports: readonly ReportFacts[]): Document =>
  [
    {
      key: 'fleet.changes' as const,
      items: named(reports, ({ changes }) => changes.map(changeItem)),
    },
    {
      key: 'report.incidents' as const,
      items: named(reports, ({ incidents, status }) => incidents.map(each => incidentItem(each, status.takenAt))),
    },
    { key: 'report.done' as const, items: [...doneEverywhere(reports), ...named(reports, doneHere)] },
    { key: 'fleet.postgres' as const, items: named(reports, postgresItems) },
  ].flatMap(({ key, items }) =>
    items.length === 0
      ? []
      : [
          {
            type: 'fold' as const,
            title: say(key, { count: items.length }),
            parts: [{ type: 'list' as const, items: firstOf(items, MOST_LINES) }],
          },
        ],
  );

const named = (reports: readonly ReportFacts[], tell: (report: ReportFacts) => readonly Item[]): readonly Item[] =>
  reports.flatMap(report =>
    tell(report).map(item => ({
      ...item,
      text: say('fleet.finding', { cluster: report.cluster, finding: inner(item.text) }),
    })),
  );

const doneHere = ({ done, deeds }: ReportFacts): readonly Item[] =>
  doneItems({ done, deeds: deeds.filter(({ everywhere }) => !everywhere) });

/** What was done to all clusters stands in the report of each. */
function doneEverywhere(reports: readonly ReportFacts[]): readonly Item[] {
  const all = reports.flatMap(({ deeds }) => deeds.filter(({ everywhere }) => everywhere));
  const distinct = new Map(all.map(deed => [`${deed.what} ${deed.at} ${deed.by}`, deed] as const));
  return doneItems({ done: null, deeds: [...distinct.values()] });
}

const postgresItems = (report: ReportFacts): readonly Item[] =>
  postgresOf(report).map(({ value, tone }) => ({ text: value, ...(tone ? { tone } : {}) }));
