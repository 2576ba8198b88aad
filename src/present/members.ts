import type { Cell, Column, Document, Part, Tone } from '../core/document.ts';
import type { MemberFacts, MemberHealth, MembersFacts } from '../core/facts/members.ts';
import { bytes, codeText, duration, inner, say, type Text, verbatim } from '../core/message.ts';
import { presentFault } from './faults.ts';
import { dash, noteOf, quantity } from './note.ts';

export const healthTones: Readonly<Record<MemberHealth, Tone>> = {
  healthy: 'good',
  no_quorum_read: 'bad',
  unreachable: 'bad',
  barred: 'warning',
  unstarted: 'warning',
  unasked: 'warning',
};

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
    cell: ({ health }) => ({ text: { key: `health.${health}`, params: {} }, tone: healthTones[health] }),
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

const named = ['status.column.member', 'status.column.role', 'status.column.health', 'status.column.version'];

const membership: readonly MemberColumn[] = [
  ...columns.filter(({ column }) => 'key' in column.label && named.includes(column.label.key)),
  {
    column: { label: say('members.column.clients') },
    cell: ({ clientUrls }) => ({ text: verbatim(clientUrls.join(' ') || '–') }),
  },
  {
    column: { label: say('members.column.peers') },
    cell: ({ peerUrls }) => ({ text: verbatim(peerUrls.join(' ') || '–') }),
  },
  ...columns.filter(({ column }) => 'key' in column.label && column.label.key === 'status.column.id'),
];

/** Who they are and where they listen. */
export const presentMembers = ({ cluster, list, members, takenAt, tookMs }: MembersFacts): Document => [
  list.ok
    ? {
        type: 'verdict',
        tone: members.some(member => member.voter && member.health !== 'healthy') ? 'warning' : 'good',
        text: say('members.verdict', {
          cluster,
          voters: members.filter(member => member.voter).length,
          learners: members.filter(member => member.role === 'learner').length,
        }),
      }
    : {
        type: 'verdict',
        tone: 'bad',
        text: say('members.unreadable', { cluster, phrase: inner(presentFault(list.fault)) }),
      },
  drawTable(membership, members),
  ...(list.ok
    ? [
        {
          type: 'fields',
          fields: [{ label: say('members.cluster_id'), value: codeText(list.value.clusterId) }],
        } as const,
      ]
    : []),
  noteOf({ takenAt, tookMs, list }),
];

export const memberTable = (members: readonly MemberFacts[]): Part => drawTable(columns, members);

const drawTable = (chosen: readonly MemberColumn[], members: readonly MemberFacts[]): Part => ({
  type: 'table',
  columns: chosen.map(({ column }) => column),
  rows: members.slice(0, MAX_ROWS).map(member => chosen.map(({ cell }) => cell(member))),
});
