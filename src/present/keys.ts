import type { Column, Document, Element } from '../core/document.ts';
import type { KeyFacts, KeysFacts, ShownValue } from '../core/facts/keys.ts';
import { bytes, code, codeText, inner, say, type Text, verbatim } from '../core/message.ts';
import { presentFault } from './faults.ts';
import { dash, noteOf, quantity } from './note.ts';

/** Names and sizes; values only where the facts hold any. */
export const presentKeys = (facts: KeysFacts): Document => [
  verdictOf(facts),
  ...hintOf(facts),
  ...(facts.entries.length > 0 ? [tableOf(facts.entries)] : []),
  noteOf(facts, ...(facts.revision === null ? [] : [say('keys.revision', { revision: facts.revision })])),
];

function verdictOf({ cluster, key, prefix, fault, entries, total }: KeysFacts): Element {
  const what = { cluster, key: code(key) };
  const info = (text: Text): Element => ({ type: 'verdict', tone: 'info', text });
  if (fault) {
    const text = say('keys.unreadable', { ...what, phrase: inner(presentFault(fault)) });
    return { type: 'verdict', tone: 'bad', text };
  }
  const only = entries[0];
  if (!only) return info(prefix ? say('keys.none_under', what) : say('keys.none', what));
  if (!prefix) return info(say('keys.found_one', { ...what, size: bytes(only.bytes) }));
  return info(
    entries.length < total
      ? say('keys.shown', { ...what, shown: entries.length, total })
      : say('keys.found', { ...what, total }),
  );
}

function hintOf({ prefix, fault, entries, total }: KeysFacts): Document {
  if (fault) return [];
  if (entries.length === 0) return prefix ? [] : [{ type: 'paragraph', text: say('keys.missing.todo') }];
  return entries.length < total ? [{ type: 'paragraph', text: say('keys.more') }] : [];
}

function tableOf(entries: readonly KeyFacts[]): Element {
  const valued = entries.some(({ value }) => value.kind !== 'hidden');
  const columns: readonly Column[] = [
    { label: say('keys.column.key'), wrap: true },
    { label: say('keys.column.size'), align: 'right' },
    ...(valued ? [{ label: say('keys.column.value'), wrap: true }] : []),
    { label: say('keys.column.version'), align: 'right' },
    { label: say('keys.column.modified'), align: 'right' },
    { label: say('keys.column.lease') },
  ];
  return {
    type: 'table',
    columns,
    rows: entries.map(({ key, bytes: size, version, modRevision, lease, value }) => [
      { text: codeText(key) },
      { text: quantity(bytes(size)) },
      ...(valued ? [{ text: textOf(value) }] : []),
      { text: quantity(version) },
      { text: quantity(modRevision) },
      { text: lease === null ? dash : codeText(lease) },
    ]),
  };
}

function textOf(value: ShownValue): Text {
  if (value.kind !== 'text') return value.kind === 'hidden' ? dash : say('keys.binary');
  return value.cut
    ? say('keys.cut', { text: code(value.text) })
    : value.text === ''
      ? verbatim('""')
      : codeText(value.text);
}
