import type { AuditEntry } from '../core/audit.ts';
import type { Document, Element } from '../core/document.ts';
import type { AuditFacts } from '../core/facts/audit.ts';
import { bytes, code, codeText, inner, say, type Text, time, verbatim } from '../core/message.ts';
import { dash, quantity } from './note.ts';

/** The log, its check, or all of it. */
export function presentAudit(facts: AuditFacts): Document {
  switch (facts.view) {
    case 'list':
      return presentEntries(facts);
    case 'verified':
      return [
        ...(facts.brokenAt === null ? presentIntact(facts) : presentBroken(facts.brokenAt)),
        ...presentNoted(facts),
      ];
    case 'export':
      return [{ type: 'code', text: facts.lines.trimEnd() }];
    case 'file':
      return presentFile(facts);
  }
}

type View<V> = Extract<AuditFacts, { readonly view: V }>;

function presentEntries({ cluster, entries, head }: View<'list'>): Document {
  const where = inner(cluster === null ? say('operations.everywhere') : verbatim(cluster));
  return [
    { type: 'verdict', tone: 'info', text: say('audit.list', { where, count: entries.length }) },
    ...(entries.length > 0 ? [tableOf(entries)] : []),
    {
      type: 'note',
      texts: [
        head.number === 0 ? say('audit.head_empty') : say('audit.head', { number: head.number, hash: code(head.hash) }),
      ],
    },
  ];
}

const tableOf = (entries: readonly AuditEntry[]): Element => ({
  type: 'table',
  columns: [
    { label: say('audit.column.number'), align: 'right' },
    { label: say('audit.column.at') },
    { label: say('audit.column.who') },
    { label: say('audit.column.what') },
    { label: say('audit.column.operation') },
    { label: say('audit.column.details'), wrap: true },
  ],
  rows: entries
    .slice(0, 99)
    .map(({ number, at, who, what, operation, details }) => [
      { text: quantity(number) },
      { text: quantity(time(at)) },
      { text: verbatim(who) },
      { text: verbatim(what) },
      { text: operation === null ? dash : codeText(operation) },
      { text: detailsText(details) },
    ]),
});

/** Facts as they were written: names and values, in no language. */
function detailsText(details: AuditEntry['details']): Text {
  const told = Object.entries(details).flatMap(([name, value]) => (value === null ? [] : [`${name}=${String(value)}`]));
  return told.length > 0 ? verbatim(told.join(' ')) : dash;
}

const presentIntact = ({ checked, head }: View<'verified'>): Document => [
  { type: 'verdict', tone: 'good', text: say('audit.intact', { count: checked }) },
  { type: 'paragraph', text: say('audit.hash', { hash: code(head) }) },
  { type: 'paragraph', text: say('audit.anchor') },
];

function presentNoted({ anchor }: View<'verified'>): Document {
  if (!anchor) return [];
  const noted = { anchor: code(anchor.text) };
  return anchor.held
    ? [{ type: 'verdict', tone: 'good', text: say('audit.noted', noted) }]
    : [
        { type: 'verdict', tone: 'bad', text: say('audit.noted_not', noted) },
        { type: 'paragraph', text: say('audit.broken.todo') },
      ];
}

const presentBroken = (number: number): Document => [
  { type: 'verdict', tone: 'bad', text: say('audit.broken', { number }) },
  { type: 'paragraph', text: say('audit.broken.why') },
  { type: 'paragraph', text: say('audit.broken.todo') },
];

const presentFile = ({ name, count, first, last, bytes: size, cut }: View<'file'>): Document => [
  { type: 'verdict', tone: 'info', text: say('audit.file', { name: code(name), count, size: bytes(size) }) },
  ...(cut ? [{ type: 'paragraph', text: say('audit.file.cut', { first, last, command: inTerminal }) } as const] : []),
  { type: 'note', texts: [say('audit.file.how')] },
];

const inTerminal = code('npx etcd-chatops audit --export');
