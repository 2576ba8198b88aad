import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Announcement, messageKinds } from '../../../src/core/announcement.ts';
import type { Document } from '../../../src/core/document.ts';
import type { MessageKey, Param, Text } from '../../../src/core/message.ts';
import type { Answer } from '../../../src/core/ports.ts';
import type { Request } from '../../../src/core/request.ts';
import { en } from '../../../src/core/text/en.ts';
import { readAnnouncement, writeAnnouncement } from '../../../src/queue/wire/announcement.ts';
import { readAnswer, writeAnswer } from '../../../src/queue/wire/answer.ts';
import { readRequest, readReturnAddress, writeRequest } from '../../../src/queue/wire/request.ts';

const isKey = (key: string): key is MessageKey => key in en;
const word = fc.string({ unit: 'grapheme' });
const name = word.filter(text => text !== '__proto__');
// JSON knows no -0.
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map(value => value + 0);

const { text } = fc.letrec<{ text: Text; param: Param }>(tie => ({
  text: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ verbatim: word, code: fc.boolean() }, { requiredKeys: ['verbatim'] }),
    fc.record({
      key: fc.constantFrom(...Object.keys(en).filter(isKey)),
      params: fc.dictionary(name, tie('param'), { maxKeys: 3, noNullPrototype: true }),
    }),
  ),
  param: fc.oneof(
    { depthSize: 'small' },
    word,
    number,
    fc.record({ type: fc.constantFrom('bytes', 'duration', 'time', 'ratio'), value: number }),
    fc.record({ type: fc.constant('code'), value: word }),
    fc.record({ type: fc.constant('text'), value: tie('text') }),
    fc.record({ type: fc.constant('list'), value: fc.array(tie('text'), { maxLength: 3 }) }),
  ),
}));
const tone = fc.constantFrom('good', 'warning', 'bad', 'info');
const few = <T>(items: fc.Arbitrary<T>) => fc.array(items, { maxLength: 3 });
const toned = fc.record({ text, tone }, { requiredKeys: ['text'] });

const document: fc.Arbitrary<Document> = few(
  fc.oneof(
    fc.record({ type: fc.constant('verdict'), tone, text }),
    fc.record({ type: fc.constantFrom('heading', 'paragraph'), text }),
    fc.record({
      type: fc.constant('fields'),
      fields: few(fc.record({ label: text, value: text, tone }, { requiredKeys: ['label', 'value'] })),
    }),
    fc.record({ type: fc.constant('list'), items: few(toned) }),
    fc.record(
      {
        type: fc.constant('table'),
        columns: few(
          fc.record(
            { label: text, align: fc.constantFrom('left', 'right'), wrap: fc.boolean() },
            { requiredKeys: ['label'] },
          ),
        ),
        rows: few(few(fc.record({ text, tone, strong: fc.boolean() }, { requiredKeys: ['text'] }))),
        caption: text,
      },
      { requiredKeys: ['type', 'columns', 'rows'] },
    ),
    fc.record({ type: fc.constant('code'), text: word }),
    fc.record({ type: fc.constant('note'), texts: few(text) }),
    fc.record({ type: fc.constant('divider') }),
    fc.record({
      type: fc.constant('actions'),
      buttons: few(
        fc.record(
          {
            action: word,
            value: word,
            label: text,
            style: fc.constantFrom('primary', 'danger'),
            confirm: fc.record({ title: text, text, confirm: text, deny: text }),
          },
          { requiredKeys: ['action', 'value', 'label'] },
        ),
      ),
    }),
  ),
);

const language = fc.constantFrom('en', 'zh');
const announcement: fc.Arbitrary<Announcement> = fc.record({
  id: word,
  channel: word,
  thread: fc.option(word),
  audience: fc.oneof(
    fc.record({ kind: fc.constant('channel') }),
    fc.record({ kind: fc.constant('person'), user: word }),
  ),
  language,
  metadata: fc.record(
    { kind: fc.constantFrom(...messageKinds), cluster: word, command: word, operation: word, state: word, code: word },
    { requiredKeys: ['kind', 'cluster', 'command'] },
  ),
  document,
});

const request: fc.Arbitrary<Request> = fc.record({
  id: word,
  command: word,
  args: fc.dictionary(name, word, { noNullPrototype: true }),
  options: fc.dictionary(name, fc.oneof(word, fc.constant(true)), { noNullPrototype: true }),
  cluster: fc.option(word),
  actor: fc.oneof(
    fc.record({ kind: fc.constant('slack'), team: word, user: word, name: word }),
    fc.record({ kind: fc.constant('terminal'), login: word, user: fc.option(word), name: word }),
    fc.record({ kind: fc.constant('schedule'), name: word }),
  ),
  place: fc.oneof(
    fc.record({ kind: fc.constant('channel'), channel: word, thread: fc.option(word) }),
    fc.record({ kind: fc.constant('terminal') }),
  ),
  language,
  askedAt: number,
});

const overTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('what crosses the queue', () => {
  it('comes out as it went in: announcements', () => {
    fc.assert(
      fc.property(announcement, value => {
        expect(readAnnouncement(writeAnnouncement(value))).toEqual({ ok: true, value });
      }),
    );
  });

  it('comes out as it went in: requests, and their return address', () => {
    fc.assert(
      fc.property(request, value => {
        const wire = overTheWire(writeRequest(value));
        expect(readRequest(wire)).toEqual({ ok: true, value });
        expect(readReturnAddress(wire)).toEqual({ ...value, args: {}, options: {} });
      }),
    );
  });

  it('comes out as it went in: answers', () => {
    const answer: fc.Arbitrary<Answer> = fc.record({
      document,
      facts: fc.constant({ kind: 'status' }),
      refused: fc.option(word),
    });
    fc.assert(
      fc.property(answer, value => {
        expect(readAnswer(overTheWire(writeAnswer(value)))).toEqual({ ok: true, value });
      }),
    );
  });

  it('never throws for anything else', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        for (const wire of [value, { wire: 1, body: value }]) expect(readRequest(wire).ok).toBe(false);
        expect(readReturnAddress({ wire: 9, body: value })).toBeNull();
      }),
    );
  });
});

describe('what this version can not read', () => {
  it.each([
    ['a newer version', { wire: 2, body: {} }, 'newer'],
    ['no version', { body: {} }, 'invalid'],
    ['a wrong body', { wire: 1, body: { id: 1 } }, 'invalid'],
  ])('is told apart: %s', (_, wire, why) => {
    expect(readRequest(wire)).toMatchObject({ ok: false, why });
  });

  it('is a message key it does not know', () => {
    const body = { id: 'a', channel: 'C', thread: null, audience: { kind: 'channel' }, language: 'en' };
    const metadata = { kind: 'answer', cluster: 'a', command: 'b' };
    const paragraph = (key: string) => [{ type: 'paragraph', text: { key, params: {} } }];
    const read = (key: string) =>
      readAnnouncement(JSON.stringify({ wire: 1, body: { ...body, metadata, document: paragraph(key) } })).ok;
    expect([read('refusal.no_worker.message'), read('from.the.future'), read('toString')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
