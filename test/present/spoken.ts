import { type Document, type Open, unfolded } from '../../src/core/document.ts';
import { type Language, plain, type Text } from '../../src/core/message.ts';
import { speak } from '../../src/text/speak.ts';

/** A document as lines of plain words, for tests that read it like a person. */
export function spoken(document: Document, language: Language = 'en'): readonly string[] {
  return unfolded(document).flatMap(element => {
    if (element.type === 'code') return [element.text];
    const rows = linesOf(element);
    return rows.map(texts => texts.map(text => plain(speak(text, language))).join(' | '));
  });
}

function linesOf(element: Exclude<Open, { type: 'code' }>): readonly (readonly Text[])[] {
  switch (element.type) {
    case 'chart':
      return [[element.title, ...element.series.map(({ name }) => name)]];
    case 'treemap':
      return [[element.alt]];
    case 'divider':
      return [];
    case 'fields':
      return element.fields.map(({ label, value }) => [label, value]);
    case 'list':
      return element.items.map(({ text }) => [text]);
    case 'table':
      return [element.columns.map(({ label }) => label), ...element.rows.map(row => row.map(({ text }) => text))];
    case 'note':
      return element.texts.map(text => [text]);
    case 'steps':
      return element.steps.map(({ text, note }) => (note ? [text, note] : [text]));
    case 'actions':
      return element.buttons.map(({ label }) => [label]);
    default:
      return [[element.text]];
  }
}
