import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bytes,
  code,
  codeText,
  day,
  duration,
  inner,
  list,
  plain,
  say,
  time,
  verbatim,
} from '../../src/core/message.ts';
import { speak } from '../../src/text/speak.ts';

const TASK = 'refusal.no_worker.message';
const WAIT = 'refusal.no_worker.why';

describe('speak', () => {
  it('keeps every parameter a segment of its own', () => {
    expect(speak(say(TASK, { command: code('status') }), 'en')).toEqual([
      { type: 'plain', text: 'No worker has taken ' },
      { type: 'code', text: 'status' },
      { type: 'plain', text: ' yet.' },
    ]);
    expect(speak(say(WAIT, { waited: duration(1234) }), 'zh').map(segment => segment.text)).toContain('1.2 秒');
  });

  it('gives times their moment beside a text in UTC', () => {
    expect(speak(say(WAIT, { waited: time(0) }), 'en')).toContainEqual({
      type: 'time',
      at: 0,
      text: '1970-01-01 00:00:00 UTC',
    });
  });

  it('gives a day no hour', () => {
    expect(speak(say(WAIT, { waited: day(0) }), 'en')).toContainEqual({
      type: 'time',
      at: 0,
      text: '1970-01-01 UTC',
      day: true,
    });
  });

  it('joins lists as the language does and keeps their items apart', () => {
    const three = list([codeText('a'), verbatim('b'), say(TASK, { command: 'x' })]);
    expect(plain(speak(say(TASK, { command: three }), 'en'))).toBe(
      'No worker has taken a, b, and No worker has taken x yet. yet.',
    );
    expect(speak(say(TASK, { command: three }), 'zh')).toContainEqual({ type: 'code', text: 'a' });
    expect(plain(speak(say(TASK, { command: list([codeText('a'), codeText('b')]) }), 'zh'))).toContain('a和b');
  });

  it('speaks a text within a text', () => {
    const text = say(WAIT, { waited: inner(say(TASK, { command: bytes(2048) })) });
    expect(plain(speak(text, 'en'))).toContain('for No worker has taken 2 KiB yet..');
  });

  it('shows a key nobody knows, and a parameter nobody gave', () => {
    // @ts-expect-error such a key can arrive from another version's process
    expect(speak({ key: 'no.such.key', params: {} }, 'en')).toEqual([{ type: 'plain', text: 'no.such.key' }]);
    // @ts-expect-error
    expect(speak({ key: 'constructor', params: {} }, 'zh')).toEqual([{ type: 'plain', text: 'constructor' }]);
    expect(plain(speak({ key: TASK, params: {} }, 'en'))).toBe('No worker has taken {command} yet.');
  });

  it('takes whatever a person typed as it is', () => {
    const typed = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('{x}', "'{", '<b>', '#', '{n, plural,', '</a>'),
    );
    fc.assert(
      fc.property(typed, fc.constantFrom('en', 'zh'), (text, language) => {
        expect(speak(say(TASK, { command: text }), language)[1]).toEqual({ type: 'plain', text });
        expect(speak(verbatim(text), language)).toEqual([{ type: 'plain', text }]);
      }),
    );
  });
});
