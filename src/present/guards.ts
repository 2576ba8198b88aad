import type { Document, Element } from '../core/document.ts';
import type { Verdict } from '../core/guard.ts';
import { inner, list, type MessageKey, say, type Text, verbatim } from '../core/message.ts';
import { en } from '../core/text/en.ts';

/** Those that refuse, each in full and first; nothing when all agree. */
export function presentRefusing(verdicts: readonly Verdict[]): Document {
  const refusing = verdicts.filter(({ outcome }) => outcome === 'refused');
  if (refusing.length === 0) return [];
  const items = refusing.map(({ guard, because }) => ({
    tone: 'bad' as const,
    text: say('card.guard', { title: inner(titleOf(guard)), because: inner(because) }),
  }));
  return [
    { type: 'heading', text: say('card.guards.refused', { count: refusing.length }) },
    { type: 'list', items },
  ];
}

/** Those that agree, in a line: their names are enough. */
export function presentPassed(verdicts: readonly Verdict[]): readonly Element[] {
  const titles = (wanted: Verdict['outcome']): readonly Text[] =>
    verdicts.filter(({ outcome }) => outcome === wanted).map(({ guard }) => titleOf(guard));
  const [passed, skipped] = [titles('passed'), titles('skipped')];
  const texts = [
    ...(passed.length > 0 ? [say('card.guards.passed', { count: passed.length, titles: list(passed) })] : []),
    ...(skipped.length > 0 ? [say('card.guards.skipped', { titles: list(skipped) })] : []),
  ];
  return texts.length > 0 ? [{ type: 'note', texts }] : [];
}

/** A guard of another version may have no title here. */
function titleOf(guard: string): Text {
  const key = `guard.${guard}.title`;
  return isMessageKey(key) ? { key, params: {} } : verbatim(guard);
}

const isMessageKey = (key: string): key is MessageKey => Object.hasOwn(en, key);
