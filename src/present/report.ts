import { anchorText, type ChainHead } from '../core/audit.ts';
import type { Document } from '../core/document.ts';
import type { ReportFacts } from '../core/facts/report.ts';
import { code, say, time } from '../core/message.ts';
import { presentFindings } from './findings.ts';
import { bodyOf, verdictOf } from './status.ts';

/** The verdict, what to do, what changed, and then the facts of status. */
export const presentReport = (facts: ReportFacts): Document => [
  verdictOf(facts.status),
  ...lateOf(facts),
  ...presentFindings(facts.status.findings),
  ...changesOf(facts),
  ...adviceOf(facts),
  ...bodyOf(facts.status),
];

function lateOf({ late, scheduledFor }: ReportFacts): Document {
  if (!late) return [];
  const text = scheduledFor === null ? say('report.late_unsaid') : say('report.late', { due: time(scheduledFor) });
  return [{ type: 'paragraph', text }];
}

function changesOf({ since, changes }: ReportFacts): Document {
  if (since === null) return [{ type: 'paragraph', text: say('report.first') }];
  const items = changes.map(({ code, tone, params }) => ({ text: { key: `change.${code}`, params } as const, tone }));
  return [
    { type: 'heading', text: say('report.since', { at: time(since) }) },
    items.length > 0 ? { type: 'list', items } : { type: 'paragraph', text: say('report.unchanged') },
  ];
}

const adviceOf = ({ advice }: ReportFacts): Document => presentFindings(advice, say('report.advice'));

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
