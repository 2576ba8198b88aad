import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDate } from '../../../src/playground/page/text/date.ts';
import { parseMarkdown } from '../../../src/playground/page/text/markdown.ts';
import { parseMrkdwn, parseSpans } from '../../../src/playground/page/text/mrkdwn.ts';
import { safeUrl } from '../../../src/playground/page/text/spans.ts';

const text = (of: string) => ({ kind: 'text', text: of });
const style = (name: string, ...spans: object[]) => ({ kind: 'style', style: name, spans });

describe('mrkdwn', () => {
  it.each([
    [
      '*bold* and _italic_ and ~gone~',
      [
        style('bold', text('bold')),
        text(' and '),
        style('italic', text('italic')),
        text(' and '),
        style('strike', text('gone')),
      ],
    ],
    ['a*b*c stays', [text('a*b*c stays')]],
    ['* not a list * of stars', [text('* not a list * of stars')]],
    ['`*code*` first', [{ kind: 'code', text: '*code*' }, text(' first')]],
    ['*`code` inside*', [style('bold', { kind: 'code', text: 'code' }, text(' inside'))]],
    [
      '<@U1|bob>, <#C1|x> & <!here>',
      [
        { kind: 'user', id: 'U1', label: 'bob' },
        text(', '),
        { kind: 'channel', id: 'C1', label: 'x' },
        text(' & '),
        { kind: 'broadcast', range: 'here' },
      ],
    ],
    ['<!subteam^S1|@dba>', [{ kind: 'group', id: 'S1', label: '@dba' }]],
    ['<https://etcd.io|etcd>', [{ kind: 'link', url: 'https://etcd.io', spans: [text('etcd')] }]],
    ['&lt;b&gt; &amp;amp;', [text('<b> &amp;')]],
    [':tada: 12:30:45', [{ kind: 'emoji', name: 'tada' }, text(' 12'), { kind: 'emoji', name: '30' }, text('45')]],
  ])('reads %s', (source, spans) => {
    expect(parseSpans(source)).toEqual(spans);
  });

  it('takes fences and quotes out of the lines', () => {
    expect(parseMrkdwn('before\n```\n*raw* &lt;\n```\n&gt; quoted\nafter')).toEqual([
      { kind: 'lines', spans: [text('before')] },
      { kind: 'fence', text: '*raw* <' },
      { kind: 'quote', spans: [text('quoted')] },
      { kind: 'lines', spans: [text('after')] },
    ]);
  });

  it('ends on any text', () => {
    const marks = fc.array(
      fc.constantFrom('*', '_', '~', '`', '```', '<', '>', '|', '@U1', ' ', 'a', '\n', '&gt;', '&', '!date^', ':x:'),
    );
    fc.assert(fc.property(marks, parts => parseMrkdwn(parts.join('')).length >= 0));
    fc.assert(fc.property(fc.string(), source => parseMarkdown(source).length >= 0));
  });
});

describe('markdown', () => {
  it('reads headings, lists, fences, quotes and tables', () => {
    const kinds = parseMarkdown(
      '# A\n\n- b\n- c\n\n1. d\n\n> e\n\n```sh\nf\n```\n\n| g | h |\n|---|---|\n| 1 | 2 |\n\n---\ni',
    );
    expect(kinds.map(part => part.kind)).toEqual([
      'heading',
      'list',
      'list',
      'quote',
      'fence',
      'table',
      'rule',
      'paragraph',
    ]);
  });
});

describe('links', () => {
  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    ' javascript:x',
    'file:///etc/passwd',
    'x',
  ])('are dead for %s', url => expect(safeUrl(url)).toBeNull());

  it.each(['https://etcd.io/', 'http://a.b/?c=d', 'mailto:a@b.c'])('live for %s', url =>
    expect(safeUrl(url)).toBe(url),
  );
});

describe('dates', () => {
  it('fill their tokens, and leave unknown ones', () => {
    const now = new Date('2026-11-22T12:00:00Z');
    const yesterday = Date.parse('2026-11-21T12:00:00Z') / 1_000;
    expect(formatDate(yesterday, '{date_num} {date_short_pretty} {ago} {x}', '', now)).toBe(
      '2026-11-21 yesterday yesterday {x}',
    );
    expect(formatDate(Number.NaN, '{date}', 'some day', now)).toBe('some day');
  });
});
