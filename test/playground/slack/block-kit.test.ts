import { describe, expect, it } from 'vitest';
import { faultsOfBlocks, faultsOfView } from '../../../src/playground/slack/block-kit.ts';

const x = (length: number): string => 'x'.repeat(length);
const times = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_each, index) => make(index));

const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const button = (more: object = {}) => ({ type: 'button', text: plain('Go'), action_id: 'go', ...more });
const actions = (...elements: readonly object[]) => ({ type: 'actions', elements });
const section = (more: object) => ({ type: 'section', ...more });
const select = (options: readonly object[]) => actions({ type: 'static_select', action_id: 'pick', options });
const option = (label: string, value = 'v') => ({ text: plain(label), value });
const confirm = (more: object = {}) => ({
  title: plain('Sure?'),
  text: mrkdwn('Really?'),
  confirm: plain('Yes'),
  deny: plain('No'),
  ...more,
});
const row = (columns: number) => times(columns, () => ({ type: 'raw_text', text: 'cell' }));
const table = (rows: number, columns: number) => ({ type: 'table', rows: times(rows, () => row(columns)) });
const line = (series: number, categories: number, label = 1) => {
  const names = times(categories, index => `${index}`.padEnd(label, '_'));
  return {
    type: 'data_visualization',
    title: 'growth',
    chart: {
      type: 'line',
      axis_config: { categories: names },
      series: times(series, index => ({ name: `s${index}`, data: names.map(each => ({ label: each, value: 1 })) })),
    },
  };
};
const pie = (slices: number) => ({
  type: 'data_visualization',
  title: 'share',
  chart: { type: 'pie', segments: times(slices, index => ({ label: `${index}`, value: 1 })) },
});

type Row = readonly [limit: string, at: (size: number) => readonly unknown[], size: number, pointer: string];

const table1: readonly Row[] = [
  ['blocks', n => times(n, () => ({ type: 'divider' })), 50, '/blocks'],
  ['section text', n => [section({ text: mrkdwn(x(n)) })], 3_000, '/blocks/0/text/text'],
  ['section fields', n => [section({ fields: times(n, () => mrkdwn('f')) })], 10, '/blocks/0/fields'],
  ['field text', n => [section({ fields: [mrkdwn(x(n))] })], 2_000, '/blocks/0/fields/0/text'],
  ['header', n => [{ type: 'header', text: plain(x(n)) }], 150, '/blocks/0/text/text'],
  ['context', n => [{ type: 'context', elements: times(n, () => mrkdwn('c')) }], 10, '/blocks/0/elements'],
  ['actions', n => [actions(...times(n, i => button({ action_id: `a${i}` })))], 25, '/blocks/0/elements'],
  ['button text', n => [actions(button({ text: plain(x(n)) }))], 75, '/blocks/0/elements/0/text/text'],
  ['button value', n => [actions(button({ value: x(n) }))], 2_000, '/blocks/0/elements/0/value'],
  ['button url', n => [actions(button({ url: x(n) }))], 3_000, '/blocks/0/elements/0/url'],
  ['action_id', n => [actions(button({ action_id: x(n) }))], 255, '/blocks/0/elements/0/action_id'],
  ['block_id', n => [{ type: 'divider', block_id: x(n) }], 255, '/blocks/0/block_id'],
  ['options', n => [select(times(n, () => option('o')))], 100, '/blocks/0/elements/0/options'],
  ['option text', n => [select([option(x(n))])], 75, '/blocks/0/elements/0/options/0/text/text'],
  ['option value', n => [select([option('o', x(n))])], 150, '/blocks/0/elements/0/options/0/value'],
  [
    'overflow',
    n => [actions({ type: 'overflow', action_id: 'o', options: times(n, () => option('o')) })],
    5,
    '/blocks/0/elements/0/options',
  ],
  [
    'confirm title',
    n => [actions(button({ confirm: confirm({ title: plain(x(n)) }) }))],
    100,
    '/blocks/0/elements/0/confirm/title/text',
  ],
  [
    'confirm text',
    n => [actions(button({ confirm: confirm({ text: plain(x(n)) }) }))],
    300,
    '/blocks/0/elements/0/confirm/text/text',
  ],
  [
    'confirm button',
    n => [actions(button({ confirm: confirm({ confirm: plain(x(n)) }) }))],
    30,
    '/blocks/0/elements/0/confirm/confirm/text',
  ],
  [
    'image alt',
    n => [{ type: 'image', image_url: 'https://e.test/a.png', alt_text: x(n) }],
    2_000,
    '/blocks/0/alt_text',
  ],
  ['markdown', n => [{ type: 'markdown', text: x(n) }], 12_000, '/blocks/0/text'],
  ['table rows', n => [table(n, 1)], 100, '/blocks/0/rows'],
  ['table columns', n => [table(1, n)], 20, '/blocks/0/rows/0'],
  ['tables', n => times(n, () => table(1, 1)), 1, '/blocks'],
  ['chart series', n => [line(n, 2)], 6, '/blocks/0/chart/series'],
  ['chart categories', n => [line(1, n)], 20, '/blocks/0/chart/axis_config/categories'],
  ['chart labels', n => [line(1, 1, n)], 20, '/blocks/0/chart/axis_config/categories/0'],
  ['pie slices', n => [pie(n)], 6, '/blocks/0/chart/segments'],
  ['charts', n => times(n, () => line(1, 1)), 2, '/blocks'],
];

describe('the limits of Block Kit', () => {
  it.each(table1)('%s: the limit is accepted, one more is refused with its pointer', (_limit, at, size, pointer) => {
    expect(faultsOfBlocks(at(size), 'message')).toEqual([]);
    const faults = faultsOfBlocks(at(size + 1), 'message');
    expect(faults.map(fault => fault.pointer)).toContain(pointer);
  });

  it('words a text that is too long as Slack does', () => {
    expect(faultsOfBlocks([section({ text: mrkdwn(x(3_001)) })], 'message')).toEqual([
      { message: 'must be less than 3001 characters', pointer: '/blocks/0/text/text' },
    ]);
  });
});

describe('what is no Block Kit', () => {
  it.each([
    ['an unknown block', [{ type: 'banner' }], 'unsupported type: banner'],
    ['a block without a type', [{}], 'missing required field: type'],
    ['a section without text and fields', [section({})], 'missing required field: text'],
    ['an empty text', [section({ text: mrkdwn('') })], 'must be more than 0 characters'],
    ['mrkdwn in a header', [{ type: 'header', text: mrkdwn('h') }], 'unsupported type: mrkdwn'],
    ['an unknown field', [{ type: 'divider', colour: 'red' }], 'invalid additional property: colour'],
    ['a repeated action_id', [actions(button(), button())], 'action_id already exists: go'],
    ['a repeated block_id', times(2, () => ({ type: 'divider', block_id: 'b' })), 'block_id already exists: b'],
    ['no elements', [actions()], 'no fewer than 1 items allowed'],
    ['a ragged table', [{ type: 'table', rows: [row(2), row(1)] }], 'must have 2 cells, as the first row'],
    ['an alert in a message', [{ type: 'alert', text: plain('hey') }], 'unsupported type: alert'],
    ['a strange style', [actions(button({ style: 'green' }))], 'must be a valid enum value'],
  ])('refuses %s', (_what, blocks, message) => {
    expect(faultsOfBlocks(blocks, 'message').map(fault => fault.message)).toEqual([message]);
  });

  it('accepts a plan with tasks, and rich text of every kind', () => {
    const elements = [
      { type: 'text', text: 'a', style: { bold: true, code: true } },
      { type: 'user', user_id: 'U0BOB' },
      { type: 'emoji', name: 'tada' },
      { type: 'link', url: 'https://etcd.io', text: 'etcd' },
      { type: 'date', timestamp: 1, format: '{date_num}', fallback: 'then' },
    ];
    const section = { type: 'rich_text_section', elements };
    const rich = {
      type: 'rich_text',
      elements: [
        section,
        { type: 'rich_text_list', style: 'ordered', indent: 1, elements: [section] },
        { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'etcdctl' }] },
        { type: 'rich_text_quote', elements },
      ],
    };
    const task = { type: 'task_card', task_id: 't', title: 'Defragment', status: 'in_progress', details: rich };
    expect(faultsOfBlocks([{ type: 'plan', title: 'Steps', tasks: [task] }, rich], 'message')).toEqual([]);
  });
});

describe('the limits of views', () => {
  const modal = (more: object = {}) => ({ type: 'modal', title: plain('Title'), blocks: [], ...more });
  it.each([
    ['title', (n: number) => modal({ title: plain(x(n)) }), 24, '/view/title/text'],
    ['submit', (n: number) => modal({ submit: plain(x(n)) }), 24, '/view/submit/text'],
    ['close', (n: number) => modal({ close: plain(x(n)) }), 24, '/view/close/text'],
    ['private_metadata', (n: number) => modal({ private_metadata: x(n) }), 3_000, '/view/private_metadata'],
    ['callback_id', (n: number) => modal({ callback_id: x(n) }), 255, '/view/callback_id'],
    ['blocks', (n: number) => modal({ blocks: times(n, () => ({ type: 'divider' })) }), 100, '/view/blocks'],
  ])('%s: the limit is accepted, one more is refused with its pointer', (_limit, at, size, pointer) => {
    expect(faultsOfView({ ...at(size) })).toEqual([]);
    expect(faultsOfView({ ...at(size + 1) }).map(fault => fault.pointer)).toEqual([pointer]);
  });

  it('asks for a submit button where there are inputs', () => {
    const element = { type: 'plain_text_input', action_id: 'name' };
    const view = modal({ blocks: [{ type: 'input', label: plain('Name'), element }] });
    expect(faultsOfView(view)).toEqual([{ message: 'missing required field: submit', pointer: '/view' }]);
  });
});
