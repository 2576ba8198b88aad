import type { Document, Element, Tone } from '../core/document.ts';
import type { HashesFacts, HashRow } from '../core/facts/hashes.ts';
import { troubleOf } from '../core/health/fault.ts';
import { codeText, inner, list, say, type Text, verbatim } from '../core/message.ts';
import { dash, noteOf, quantity } from './note.ts';

const tones: Readonly<Record<HashRow['state'], Tone>> = {
  agrees: 'good',
  differs: 'bad',
  unclear: 'bad',
  not_compared: 'warning',
};

/** Whether data agrees, who differs, and who could not be compared and why. */
export const presentHashes = (facts: HashesFacts): Document => [
  verdictOf(facts),
  ...todoOf(facts),
  ...reasonsOf(facts.rows),
  {
    type: 'table',
    columns: [
      { label: say('hashes.column.member') },
      { label: say('hashes.column.verdict') },
      { label: say('hashes.column.hash') },
      { label: say('hashes.column.revision'), align: 'right' },
      { label: say('hashes.column.compacted'), align: 'right' },
    ],
    rows: facts.rows
      .slice(0, 99)
      .map(({ name, state, hash }) => [
        { text: verbatim(name) },
        { text: { key: `hashes.state.${state}`, params: {} }, tone: tones[state] },
        { text: hash ? codeText(hash.hash) : dash },
        { text: hash ? quantity(hash.revision) : dash },
        { text: hash && hash.compactRevision > 0 ? quantity(hash.compactRevision) : dash },
      ]),
  },
  noteOf(facts, ...(facts.revision === null ? [] : [say('hashes.compared_at', { revision: facts.revision })])),
];

function verdictOf({ cluster, outcome, rows }: HashesFacts): Element {
  const agreeing = rows.filter(({ state }) => state === 'agrees').length;
  const missing = rows.filter(({ state }) => state === 'not_compared').length;
  switch (outcome) {
    case 'agree': {
      const text = say('hashes.agree', { cluster, compared: agreeing });
      return missing === 0
        ? { type: 'verdict', tone: 'good', text }
        : { type: 'verdict', tone: 'warning', text: say('hashes.agree.partly', { verdict: inner(text), missing }) };
    }
    case 'differ': {
      const who = list(rows.filter(({ state }) => state === 'differs').map(({ name }) => verbatim(name)));
      return { type: 'verdict', tone: 'bad', text: say('hashes.differ', { cluster, who, majority: agreeing }) };
    }
    case 'split':
      return { type: 'verdict', tone: 'bad', text: say('hashes.split', { cluster }) };
    case 'incomparable':
      return { type: 'verdict', tone: 'warning', text: say('hashes.incomparable', { cluster }) };
  }
}

function todoOf({ outcome }: HashesFacts): Document {
  if (outcome === 'differ') return [{ type: 'paragraph', text: say('hashes.differ.todo') }];
  return outcome === 'split' ? [{ type: 'paragraph', text: say('hashes.split.todo') }] : [];
}

function reasonsOf(rows: readonly HashRow[]): Document {
  const items = rows.flatMap(row => {
    const text = reasonOf(row);
    return text ? [{ text }] : [];
  });
  return items.length > 0 ? [{ type: 'list', items }] : [];
}

function reasonOf({ name, reason, fault }: HashRow): Text | null {
  if (reason === null) return null;
  return reason === 'fault' ? troubleOf(name, fault) : { key: `hashes.reason.${reason}`, params: { name } };
}
