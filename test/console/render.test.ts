import { describe, expect, it } from 'vitest';
import { renderText } from '../../src/console/render.ts';
import type { Document } from '../../src/core/document.ts';
import { type Speak, verbatim } from '../../src/core/message.ts';

const speak: Speak = text => [{ type: 'plain', text: 'verbatim' in text ? text.verbatim : text.key }];
const draw = (document: Document, colour = false) => renderText(document, speak, { language: 'en', colour });

describe('the terminal renderer', () => {
  it('aligns a table, also with wide characters', () => {
    const text = draw([
      {
        type: 'table',
        columns: [{ label: verbatim('成员') }, { label: verbatim('DB'), align: 'right' }],
        rows: [
          [{ text: verbatim('etcd-1') }, { text: verbatim('1 MB') }],
          [{ text: verbatim('节点二') }, { text: verbatim('12 MB') }],
        ],
      },
    ]);
    expect(text).toBe(['成员       DB', 'etcd-1   1 MB', '节点二  12 MB', ''].join('\n'));
  });

  it('marks the verdict by sign, and by colour only when asked', () => {
    const verdict: Document = [{ type: 'verdict', tone: 'bad', text: verbatim('quorum lost') }];
    expect(draw(verdict)).toBe('✘ quorum lost\n');
    expect(draw(verdict, true)).toBe('\u001b[31m✘ quorum lost\u001b[0m\n');
  });

  it('shows how far each step is', () => {
    const text = draw([
      {
        type: 'steps',
        steps: [
          { state: 'done', text: verbatim('one') },
          { state: 'running', text: verbatim('two'), note: verbatim('87 %') },
          { state: 'unknown', text: verbatim('three') },
          { state: 'pending', text: verbatim('four') },
        ],
      },
    ]);
    expect(text).toBe('✔ one\n▸ two\n  87 %\n? three\n· four\n');
  });

  it('lets no control character of a name through to the terminal', () => {
    const text = draw([{ type: 'paragraph', text: verbatim('evil\u001b[2Jname\u202e') }]);
    expect(text).toBe('evil�[2Jname�\n');
  });
});
