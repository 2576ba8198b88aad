import type { Document } from '../core/document.ts';
import type { Finding } from '../core/health/finding.ts';
import { whyOf } from '../core/health/why.ts';
import { inner, say, type Text } from '../core/message.ts';

/** Each finding with what to do about it. Nothing found says nothing. */
export function presentFindings(
  findings: readonly Finding[],
  heading: Text = say('status.todo'),
  textOf: (finding: Finding) => Text = findingText,
): Document {
  if (findings.length === 0) return [];
  return [
    { type: 'heading', text: heading },
    { type: 'list', items: findings.map(finding => ({ text: textOf(finding), tone: finding.tone })) },
  ];
}

export const titleOfFinding = ({ code, params }: Finding): Text => ({ key: `finding.${code}.title`, params });

export const findingText = (finding: Finding): Text =>
  say('status.finding', {
    title: inner(titleOfFinding(finding)),
    todo: inner({ key: `finding.${finding.code}.todo`, params: finding.params }),
  });

/** The same, and why it matters: where there is room. */
export const findingAtLength = ({ code, params }: Finding): Text =>
  say('diagnose.finding', {
    title: inner({ key: `finding.${code}.title`, params }),
    why: inner(whyOf(code)),
    todo: inner({ key: `finding.${code}.todo`, params }),
  });
