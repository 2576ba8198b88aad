import type { KnownBlock } from '@slack/types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Document, Element, Tone } from '../../../src/core/document.ts';
import { code, say, type Text, time, verbatim } from '../../../src/core/message.ts';
import { faultsOfBlocks } from '../../../src/playground/slack/block-kit.ts';
import { limits } from '../../../src/slack/blocks/limits.ts';
import { render } from '../../../src/slack/blocks/render.ts';
import { speak } from '../../../src/text/speak.ts';

const draw = (...document: Document) => render(document, 'en', speak);
const blocksOf = (...document: Document): readonly KnownBlock[] => draw(...document).blocks;

describe('a verdict', () => {
  it('is a header with its tone in front', () => {
    expect(blocksOf({ type: 'verdict', tone: 'bad', text: verbatim('1 of 3 members is down') })).toEqual([
      { type: 'header', text: { type: 'plain_text', emoji: false, text: '🔴 1 of 3 members is down' } },
    ]);
  });

  it('is bold text when a header cannot hold it', () => {
    const [block] = blocksOf({ type: 'verdict', tone: 'good', text: verbatim('long '.repeat(40)) });
    expect(block?.type).toBe('rich_text');
  });
});

describe('text', () => {
  it('shows code as code and a time in the viewer’s zone', () => {
    const text = say('refusal.no_worker.message', { command: code('status') });
    expect(blocksOf({ type: 'paragraph', text })).toEqual([
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'No worker has taken ' },
              { type: 'text', text: 'status', style: { code: true } },
              { type: 'text', text: ' yet.' },
            ],
          },
        ],
      },
    ]);
    const waited = say('refusal.no_worker.why', { waited: time(1_795_374_610_000) });
    expect(JSON.stringify(blocksOf({ type: 'paragraph', text: waited }))).toContain(
      '"type":"date","timestamp":1795374610',
    );
  });

  it('pings nobody, wherever it stands', () => {
    const evil = verbatim('<!channel> <@U1> @here <https://evil.example|etcd> *bold* & `code`');
    const { blocks, text } = draw(...everywhere(evil));
    expect(JSON.stringify(blocks)).not.toMatch(/<!|<@|<http|@here/);
    expect(text).not.toMatch(/<|@here/);
    expect(text).toContain('&amp; `code`');
  });
});

describe('a call', () => {
  it('mentions the group in the message and in what notifies', () => {
    const { blocks, text } = draw({ type: 'call', group: 'S0ONCALL', text: verbatim('come') });
    expect(blocks).toMatchObject([
      { elements: [{ elements: [{ type: 'usergroup', usergroup_id: 'S0ONCALL' }, { text: ' ' }, { text: 'come' }] }] },
    ]);
    expect(text).toBe('<!subteam^S0ONCALL> come');
    expect(faultsOfBlocks(blocks, 'message')).toEqual([]);
  });

  it('mentions nobody in what notifies where the group is no id', () => {
    expect(draw({ type: 'call', group: 'S1> <!channel', text: verbatim('come') }).text).toBe('come');
  });
});

describe('a section that folds', () => {
  const parts = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ type: 'paragraph', text: verbatim(`line ${at}`) }) as const);

  it('is closed, and what is in it stands in the fallback', () => {
    const { blocks, text } = draw({ type: 'fold', title: verbatim('More'), parts: parts(2) });
    expect(blocks).toMatchObject([
      {
        type: 'container',
        title: { text: 'More' },
        is_collapsible: true,
        default_collapsed: true,
        child_blocks: [{}, {}],
      },
    ]);
    expect(faultsOfBlocks(blocks, 'message')).toEqual([]);
    expect(text).toBe('More\nline 0\nline 1');
  });

  it('goes on in another where Slack folds no more', () => {
    const blocks = blocksOf({ type: 'fold', title: verbatim('More'), parts: parts(23) });
    expect(blocks.map(block => (block.type === 'container' ? block.child_blocks.length : 0))).toEqual([10, 10, 3]);
    expect(faultsOfBlocks(blocks, 'message')).toEqual([]);
  });

  it('has the one table of a message in it, if it comes first', () => {
    const table = { type: 'table', columns: [{ label: verbatim('a') }], rows: [[{ text: verbatim('b') }]] } as const;
    const blocks = blocksOf({ type: 'fold', title: verbatim('More'), parts: [table] }, { ...table });
    expect(blocks).toMatchObject([{ child_blocks: [{ type: 'table' }] }, { type: 'rich_text' }]);
  });

  it('is nothing without anything in it', () => {
    expect(blocksOf({ type: 'fold', title: verbatim('More'), parts: [] })).toEqual([]);
  });
});

describe('steps', () => {
  const states = ['done', 'running', 'pending', 'failed', 'unknown', 'skipped'] as const;
  const steps = (count: number): Element => ({
    type: 'steps',
    steps: Array.from({ length: count }, (_, at) => ({
      state: states[at % states.length] ?? 'pending',
      text: verbatim(`step ${at + 1}`),
      ...(at === 1 ? { note: verbatim('87 %') } : {}),
    })),
  });

  it('are Slack’s own plan, a card for each, with its progress beside it', () => {
    expect(blocksOf(steps(6))).toMatchObject([
      {
        type: 'plan',
        title: '1 of 6 steps done',
        tasks: [
          { type: 'task_card', task_id: 'step-1', title: 'step 1', status: 'complete' },
          { title: 'step 2', status: 'in_progress', details: { type: 'rich_text' } },
          { title: 'step 3', status: 'pending' },
          { title: 'step 4', status: 'error' },
          { title: '❓ step 5', status: 'error' },
          { title: '➖ step 6', status: 'pending' },
        ],
      },
    ]);
  });

  it('are counted before anything is done', () => {
    const [block] = blocksOf({ type: 'steps', steps: [{ state: 'pending', text: verbatim('one') }] });
    expect(block).toMatchObject({ title: '1 step' });
    expect(blocksOf({ type: 'steps', steps: [] })).toEqual([]);
  });

  it('are told in the fallback too', () => {
    expect(draw(steps(3)).text).toBe('✅ step 1\n🔵 step 2 (87 %)\n⚪ step 3');
  });

  it('stay within what Slack takes', () => {
    const blocks = blocksOf(steps(80));
    expect(faultsOfBlocks(blocks, 'message')).toEqual([]);
    expect(JSON.stringify(blocks)).toContain('30 more');
  });
});

describe('a table', () => {
  const table = (rows: number, columns = 2): Element => ({
    type: 'table',
    columns: Array.from({ length: columns }, (_, at) => ({
      label: verbatim(`c${at}`),
      ...(at > 0 ? { align: 'right' as const } : {}),
    })),
    rows: Array.from({ length: rows }, (_, row) =>
      Array.from({ length: columns }, (_, at) => ({ text: verbatim(`${row}.${at}`) })),
    ),
  });

  it('is Slack’s own, with numbers to the right', () => {
    const [block] = blocksOf({
      type: 'table',
      columns: [{ label: verbatim('member') }, { label: verbatim('size'), align: 'right' }],
      rows: [[{ text: verbatim('etcd-1'), tone: 'good' }, { text: verbatim('1.9 MiB') }], [{ text: verbatim('') }]],
    });
    expect(block).toMatchObject({
      type: 'table',
      column_settings: [
        { align: 'left', is_wrapped: false },
        { align: 'right', is_wrapped: false },
      ],
      rows: [
        [{ type: 'rich_text' }, { type: 'rich_text' }],
        [
          { type: 'raw_text', text: '🟢 etcd-1' },
          { type: 'raw_text', text: '1.9 MiB' },
        ],
        [
          { type: 'raw_text', text: '–' },
          { type: 'raw_text', text: '–' },
        ],
      ],
    });
  });

  it('says how many rows and columns did not fit', () => {
    const blocks = blocksOf(table(120, 22));
    expect(blocks[0]).toMatchObject({ type: 'table' });
    expect(JSON.stringify(blocks[1])).toMatch(/… \d+ more rows.*… 2 more columns/);
  });

  it('is fixed-width text when it is the second one', () => {
    const blocks = blocksOf(table(1), table(12));
    expect(blocks.map(({ type }) => type)).toEqual(['table', 'rich_text']);
    expect(JSON.stringify(blocks[1])).toContain('c0      c1\\n0.0    0.1\\n');
  });
});

describe('buttons', () => {
  it('carry action, value, style and the question to confirm', () => {
    expect(
      blocksOf({
        type: 'actions',
        buttons: [
          {
            action: 'approve',
            value: 'op1:0123456789ab',
            label: verbatim('Approve'),
            style: 'primary',
            confirm: {
              title: verbatim('Sure?'),
              text: verbatim('It runs.'),
              confirm: verbatim('Yes'),
              deny: verbatim('No'),
            },
          },
        ],
      }),
    ).toMatchObject([
      {
        type: 'actions',
        elements: [
          {
            action_id: 'approve',
            value: 'op1:0123456789ab',
            style: 'primary',
            text: { text: 'Approve', emoji: false },
            confirm: { title: { text: 'Sure?' }, deny: { text: 'No' } },
          },
        ],
      },
    ]);
  });

  it('of one action stand in blocks of their own', () => {
    const button = { action: 'plan', value: 'a', label: verbatim('Plan') };
    expect(blocksOf({ type: 'actions', buttons: [button, { ...button, value: 'b' }] })).toHaveLength(2);
  });

  it('stay when the text has to be cut', () => {
    const long: Element = { type: 'paragraph', text: verbatim('x'.repeat(2900)) };
    const buttons: Element = {
      type: 'actions',
      buttons: [{ action: 'cancel', value: 'a', label: verbatim('Cancel') }],
    };
    const blocks = blocksOf(...Array.from({ length: 60 }, () => long), buttons);
    expect(blocks.at(-1)).toMatchObject({ type: 'actions' });
    expect(JSON.stringify(blocks.at(-2))).toContain('more parts did not fit');
  });
});

describe('any document', () => {
  it('keeps within the limits and gives no text a way out', () => {
    fc.assert(
      fc.property(documents, document => {
        const { blocks, text } = render(document, 'en', speak);
        expect(faultsOfBlocks(blocks, 'message')).toEqual([]);
        expect(blocks.length).toBeLessThanOrEqual(limits.blocks);
        expect(blocks.filter(({ type }) => type === 'table').length).toBeLessThanOrEqual(1);
        expect(textsIn(blocks).join('').length).toBeLessThanOrEqual(limits.allText);
        expect(textsIn(blocks).filter(found => found === '' || found.length > limits.sectionText)).toEqual([]);
        expect(textsIn(blocks).filter(found => /<!|<@|<#|<http/i.test(found.replace(ours, '')))).toEqual([]);
        expect(text.length).toBeGreaterThan(0);
        expect(text.length).toBeLessThanOrEqual(limits.fallbackText);
        expect(text).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)|@(channel|here|everyone)/i);
      }),
      { numRuns: 300 },
    );
  });
});

/** The one entity we write: a time in the viewer's zone, of digits only. */
const ours = /^<!date\^\d+\^\{date_short_pretty\}( \{time_secs\})?\|[\d:.TZ-]+>$/;

function textsIn(part: unknown): readonly string[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([name, value]) =>
    ['text', 'fallback'].includes(name) && typeof value === 'string' ? [value] : textsIn(value),
  );
}

function everywhere(text: Text): Document {
  const button = { action: 'a', value: 'v', label: text, confirm: { title: text, text, confirm: text, deny: text } };
  return [
    { type: 'verdict', tone: 'info', text },
    { type: 'heading', text },
    { type: 'paragraph', text },
    { type: 'fields', fields: [{ label: text, value: text }] },
    { type: 'list', items: [{ text, tone: 'bad' }] },
    { type: 'table', columns: [{ label: text }], rows: [[{ text, strong: true }]], caption: text },
    { type: 'table', columns: [{ label: text }], rows: [[{ text }]] },
    { type: 'code', text: 'verbatim' in text ? text.verbatim : '' },
    { type: 'note', texts: [text] },
    { type: 'fold', title: text, parts: [{ type: 'paragraph', text }] },
    { type: 'actions', buttons: [button] },
  ];
}

const wild = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc.constantFrom(
    '<!channel>',
    '<@U1>',
    '<http://x|y>',
    '@everyone',
    '&lt;!here&gt;',
    '',
    ' ',
    '\n\n',
    ':fire:',
    '`*_~',
  ),
  fc.string({ maxLength: 3 }).map(piece => (piece || 'x').repeat(2000)),
);
const texts: fc.Arbitrary<Text> = fc.oneof(
  wild.map(verbatim),
  wild.map(value => ({ verbatim: value, code: true })),
  wild.map(value => say('refusal.no_worker.message', { command: code(value) })),
  fc.double().map(at => say('refusal.no_worker.message', { command: time(at) })),
);
const tones = fc.constantFrom<Tone>('good', 'warning', 'bad', 'info');
const cells = fc.record({ text: texts, tone: tones, strong: fc.boolean() }, { requiredKeys: ['text'] });
const columns = fc.record(
  { label: texts, align: fc.constantFrom('left' as const, 'right' as const), wrap: fc.boolean() },
  { requiredKeys: ['label'] },
);
const buttons = fc.record(
  {
    action: wild,
    value: wild,
    label: texts,
    style: fc.constantFrom('primary' as const, 'danger' as const),
    confirm: fc.record({ title: texts, text: texts, confirm: texts, deny: texts }),
  },
  { requiredKeys: ['action', 'value', 'label'] },
);
const elements: fc.Arbitrary<Element> = fc.oneof(
  fc.record({ type: fc.constant('verdict' as const), tone: tones, text: texts }),
  fc.record({ type: fc.constant('heading' as const), text: texts }),
  fc.record({ type: fc.constant('paragraph' as const), text: texts }),
  fc.record({
    type: fc.constant('fields' as const),
    fields: fc.array(fc.record({ label: texts, value: texts, tone: tones }, { requiredKeys: ['label', 'value'] })),
  }),
  fc.record({
    type: fc.constant('list' as const),
    items: fc.array(fc.record({ text: texts, tone: tones }, { requiredKeys: ['text'] })),
  }),
  fc.record({
    type: fc.constant('table' as const),
    columns: fc.array(columns, { maxLength: 25 }),
    rows: fc.array(fc.array(cells, { maxLength: 4 }), { maxLength: 20 }),
  }),
  fc.record({ type: fc.constant('code' as const), text: wild }),
  fc.record({ type: fc.constant('note' as const), texts: fc.array(texts) }),
  fc.record({ type: fc.constant('divider' as const) }),
  fc.record({ type: fc.constant('actions' as const), buttons: fc.array(buttons) }),
);
const documents = fc.oneof(fc.array(elements, { maxLength: 8 }), fc.array(elements, { minLength: 55, maxLength: 60 }));
