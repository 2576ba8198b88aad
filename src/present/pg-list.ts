import type { Document, Element } from '../core/document.ts';
import type { PgListFacts, PgRow } from '../core/facts/postgres.ts';
import { say, verbatim } from '../core/message.ts';
import { dash, noteOf, quantity } from './note.ts';
import {
  caveatsOf,
  fateText,
  fateTones,
  namesText,
  standingText,
  standingTones,
  unreadable,
} from './postgres-words.ts';

/** Slack takes 100 rows with the heading. */
const MOST_ROWS = 99;

/** Who uses this etcd, and how each stands. */
export function presentPgList(facts: PgListFacts): Document {
  const { rows } = facts;
  if (rows === null) return [unreadable(facts), noteOf(facts)];
  const more = rows.length > MOST_ROWS ? [say('pg.more', { count: rows.length - MOST_ROWS })] : [];
  return [verdictOf(facts.cluster, rows), ...caveatsOf(facts), ...tableOf(rows), noteOf(facts, ...more)];
}

function verdictOf(cluster: string, rows: readonly PgRow[]): Element {
  const count = rows.length;
  if (count === 0) return { type: 'verdict', tone: 'info', text: say('pg.none', { cluster }) };
  const look = rows.filter(({ standing }) => standing !== 'running');
  if (look.length === 0) return { type: 'verdict', tone: 'good', text: say('pg.list.well', { cluster, count }) };
  const who = namesText(look.map(({ name }) => name));
  const tone = look.some(({ standing }) => standingTones[standing] === 'bad') ? 'bad' : 'warning';
  return { type: 'verdict', tone, text: say('pg.list.look', { cluster, count, some: look.length, who }) };
}

const tableOf = (rows: readonly PgRow[]): readonly Element[] =>
  rows.length === 0
    ? []
    : [
        {
          type: 'table',
          columns: [
            { label: say('pg.column.cluster') },
            { label: say('pg.column.state') },
            { label: say('pg.column.primary') },
            { label: say('pg.column.fate') },
            { label: say('pg.column.members'), align: 'right' },
            { label: verbatim('Patroni') },
            { label: say('pg.column.timeline'), align: 'right' },
          ],
          rows: rows
            .slice(0, MOST_ROWS)
            .map(({ name, standing, leader, impact, members, versions, timeline }) => [
              { text: verbatim(name), strong: true },
              { text: standingText(standing), tone: standingTones[standing] },
              { text: leader === null ? dash : verbatim(leader) },
              { text: fateText(impact), tone: fateTones[impact.fate] },
              { text: quantity(members) },
              { text: versions.length > 0 ? verbatim(versions.join(' ')) : dash },
              { text: timeline === null ? dash : quantity(timeline) },
            ]),
        },
      ];
