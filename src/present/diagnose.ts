import type { Document, Tone } from '../core/document.ts';
import type { Area, DiagnoseFacts } from '../core/facts/diagnose.ts';
import { list, say } from '../core/message.ts';
import { findingAtLength, presentFindings } from './findings.ts';
import { bodyOf, verdictOf } from './status.ts';

/** As many as one message holds and somebody reads; the file has all. */
const MOST = 12;

/** What is wrong, worst first, then what was looked at. */
export function presentDiagnose(facts: DiagnoseFacts): Document {
  const { findings, areas, status } = facts;
  const left = findings.length - MOST;
  return [
    verdictOf(status),
    ...presentFindings(findings.slice(0, MOST), undefined, findingAtLength),
    ...(left > 0 ? [{ type: 'paragraph', text: say('diagnose.more', { count: left }) } as const] : []),
    ...areaLines(areas),
    ...bodyOf(status),
  ];
}

const tones: Readonly<Record<Area['outcome'], Tone>> = { well: 'good', found: 'warning', unknown: 'info' };

/** One line for each outcome: nobody reads what is well one by one. */
function areaLines(areas: readonly Area[]): Document {
  const items = (['found', 'unknown', 'well'] as const).flatMap(outcome => {
    const named = areas.filter(each => each.outcome === outcome).map(({ of }) => say(`diagnose.area.${of}`));
    return named.length > 0 ? [{ text: say(`diagnose.${outcome}`, { areas: list(named) }), tone: tones[outcome] }] : [];
  });
  return [
    { type: 'heading', text: say('diagnose.looked_at') },
    { type: 'list', items },
  ];
}
