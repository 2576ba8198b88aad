import type { Cell, Column, Element, Tone } from '../core/document.ts';
import type { MemberFacts, MemberHealth } from '../core/facts/members.ts';
import { bytes, codeText, duration, type Param, say, type Text, verbatim } from '../core/message.ts';

const tones: Readonly<Record<MemberHealth, Tone>> = {
  healthy: 'good',
  no_quorum_read: 'bad',
  unreachable: 'bad',
  barred: 'warning',
  unstarted: 'warning',
  unasked: 'warning',
};

export const dash = verbatim('–');

/** A quantity as a text of its own. */
export const quantity = (value: Param): Text => ({ key: 'quantity', params: { value } });

type MemberColumn = { readonly column: Column; readonly cell: (member: MemberFacts) => Cell };

const shown = <T>(value: T | null, text: (value: T) => Text): Cell => ({ text: value === null ? dash : text(value) });

/** Slack takes 100 rows; etcd clusters have at most a handful of members. */
const MAX_ROWS = 99;

/** What matters at 03:10 stands left, ids stand last. */
const columns: readonly MemberColumn[] = [
  {
    column: { label: say('status.column.member') },
    cell: member => ({ text: verbatim(member.name), strong: member.role === 'leader' }),
  },
  { column: { label: say('status.column.role') }, cell: ({ role }) => ({ text: { key: `role.${role}`, params: {} } }) },
  {
    column: { label: say('status.column.health') },
    cell: ({ health }) => ({ text: { key: `health.${health}`, params: {} }, tone: tones[health] }),
  },
  {
    column: { label: say('status.column.db'), align: 'right' },
    cell: ({ dbSize }) => shown(dbSize, size => quantity(bytes(size))),
  },
  {
    column: { label: say('status.column.in_use'), align: 'right' },
    cell: ({ dbSizeInUse }) => shown(dbSizeInUse, size => quantity(bytes(size))),
  },
  {
    column: { label: say('status.column.lag'), align: 'right' },
    cell: ({ raftLag }) => shown(raftLag, lag => quantity(lag)),
  },
  {
    column: { label: say('status.column.latency'), align: 'right' },
    cell: ({ latencyMs }) => shown(latencyMs, ms => quantity(duration(ms))),
  },
  { column: { label: say('status.column.version') }, cell: ({ version }) => shown(version, text => verbatim(text)) },
  { column: { label: say('status.column.id') }, cell: ({ id }) => shown(id, text => codeText(text)) },
];

export const memberTable = (members: readonly MemberFacts[]): Element => ({
  type: 'table',
  columns: columns.map(({ column }) => column),
  rows: members.slice(0, MAX_ROWS).map(member => columns.map(({ cell }) => cell(member))),
});
