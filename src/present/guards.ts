import { refusedBy, titleOf } from '../core/check.ts';
import type { Document, Element } from '../core/document.ts';
import type { Verdict } from '../core/guard.ts';
import { inner, say, type Text } from '../core/message.ts';

/** Those that refuse, each in full and first; nothing when all agree. */
export function presentRefusing(verdicts: readonly Verdict[]): Document {
  const refusing = refusedBy(verdicts);
  if (refusing.length === 0) return [];
  const items = refusing.map(verdict => ({
    tone: 'bad' as const,
    text: say('card.guard', { title: inner(titleOf(verdict)), because: inner(verdict.because) }),
  }));
  return [
    { type: 'heading', text: say('card.guards.refused', { count: refusing.length }) },
    { type: 'list', items },
  ];
}

/** Those that agree, in small print: their names are enough. */
export function presentPassed(verdicts: readonly Verdict[]): readonly Element[] {
  const passed = verdicts.filter(({ outcome }) => outcome === 'passed');
  const skipped = verdicts.filter(({ outcome }) => outcome === 'skipped').length;
  const texts: readonly Text[] = [
    ...(passed.length > 0 ? [say('card.guards.passed', { count: passed.length }), ...passed.map(titleOf)] : []),
    ...(skipped > 0 ? [say('card.guards.skipped', { count: skipped })] : []),
  ];
  return texts.length > 0 ? [{ type: 'note', texts }] : [];
}
