import type { Cell, Element, Tone } from '../core/document.ts';
import type { PgShowFacts } from '../core/facts/postgres.ts';
import { bytes, code, list, say, type Text, verbatim } from '../core/message.ts';
import type { PatroniMember, Reach } from '../core/patroni/cluster.ts';
import { leaderOf, memberOf } from '../core/patroni/look.ts';
import { dash, quantity } from './note.ts';

const MOST_ROWS = 99;

const reachTones: Readonly<Record<Reach, Tone>> = { answers: 'good', silent: 'bad', unasked: 'info' };

/** Its members, as each says of itself. Who leads, the leader key says. */
export function pgMembers(facts: PgShowFacts): readonly Element[] {
  const { memberNames } = facts.postgres;
  if (memberNames.length === 0) return [];
  return [
    {
      type: 'table',
      columns: [
        { label: say('pg.column.member') },
        { label: say('pg.column.role') },
        { label: say('pg.column.state') },
        { label: say('pg.column.rest') },
        { label: say('pg.column.lag'), align: 'right' },
        { label: say('pg.column.timeline'), align: 'right' },
        { label: say('pg.column.lease'), align: 'right' },
        { label: verbatim('Patroni') },
        { label: say('pg.column.notes'), wrap: true },
      ],
      rows: memberNames.slice(0, MOST_ROWS).map((name, index) => rowOf(name, index, facts)),
    },
  ];
}

function rowOf(name: string, index: number, { postgres, reach }: PgShowFacts): readonly Cell[] {
  const key = postgres.members[index];
  const leads = leaderOf(postgres) === name;
  const asked = reach[name] ?? 'unasked';
  const rest: Cell = { text: { key: `pg.rest.${asked}`, params: {} }, tone: reachTones[asked] };
  const first: Cell = { text: verbatim(name), strong: leads };
  if (key?.state !== 'read') {
    const why: Cell = {
      text: say('pg.field.broken', { why: code(key?.state === 'broken' ? key.why : '?') }),
      tone: 'bad',
    };
    return [first, { text: dash }, why, rest, ...[0, 1, 2, 3, 4].map(() => ({ text: dash }))];
  }
  const member = key.value;
  const leader = memberOf(postgres, leaderOf(postgres) ?? '');
  const behind = lagOf(leader, member);
  return [
    first,
    { text: leads ? say('pg.role.primary') : verbatim(member.role ?? '–') },
    { text: verbatim(member.state ?? '–'), ...(isRunning(member) ? {} : { tone: 'warning' as const }) },
    rest,
    { text: leads || behind === null ? dash : quantity(bytes(behind)) },
    { text: member.timeline === null ? dash : quantity(member.timeline) },
    { text: member.lease === null ? dash : say('pg.seconds', { seconds: Math.max(0, member.lease.left) }) },
    { text: member.version === null ? dash : verbatim(member.version) },
    { text: notesOf(member) },
  ];
}

const isRunning = ({ state }: PatroniMember): boolean => state === 'running' || state === 'streaming';

/** Bytes behind the primary, as both last wrote down, which is not at the same moment. */
function lagOf(leader: PatroniMember | null, member: PatroniMember): number | null {
  if (leader?.position == null || member.position === null) return null;
  const behind = BigInt(leader.position) - BigInt(member.position);
  return behind > 0n ? Number(behind) : 0;
}

function notesOf({ paused, pendingRestart, tags }: PatroniMember): Text {
  const notes = [
    ...(paused ? [say('pg.note.paused')] : []),
    ...(pendingRestart ? [say('pg.note.pending_restart')] : []),
    ...Object.entries(tags)
      .filter(([name, value]) => TOLD.includes(name) && value !== false)
      .map(([name]) => verbatim(name)),
  ];
  return notes.length > 0 ? quantity(list(notes)) : dash;
}

/** Tags that decide who may take over (patroni docs, yaml_configuration: tags). */
const TOLD: readonly string[] = ['nofailover', 'nosync', 'noloadbalance', 'replicatefrom', 'failover_priority'];
