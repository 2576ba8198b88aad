import type { Document, Element } from '../core/document.ts';
import type { PgShowFacts } from '../core/facts/postgres.ts';
import { code, codeText, inner, say, type Text, verbatim } from '../core/message.ts';
import type { PatroniSwitch } from '../core/patroni/cluster.ts';
import { leaderOf } from '../core/patroni/look.ts';
import { noteOf } from './note.ts';
import { pgFields } from './pg-fields.ts';
import { pgMembers } from './pg-members.ts';
import { caveatsOf, fateTones, standingText, standingTones } from './postgres-words.ts';

const MOST_SWITCHES = 3;

/** How it stands, what etcd's loss would do to it and why, its settings, its members, its past. */
export function presentPgShow(facts: PgShowFacts): Document {
  const { postgres } = facts;
  return [
    verdictOf(facts),
    ...caveatsOf(facts),
    ...listOf(facts),
    { type: 'fields', fields: pgFields(facts) },
    ...pgMembers(facts),
    ...historyOf(postgres.history.state === 'read' ? postgres.history.value : []),
    noteOf(facts, say('pg.keys', { prefix: code(postgres.prefix) })),
  ];
}

function verdictOf({ cluster, postgres, standing }: PgShowFacts): Element {
  const told = { cluster, name: postgres.name, standing: inner(standingText(standing)) };
  const leader = leaderOf(postgres);
  return {
    type: 'verdict',
    tone: standingTones[standing],
    text: leader === null ? say('pg.show.verdict', told) : say('pg.show.led', { ...told, leader }),
  };
}

const listOf = ({ impact: { reasons, warnings, fate } }: PgShowFacts): readonly Element[] => [
  {
    type: 'list',
    items: [
      ...reasons.map(text => ({ text, tone: fateTones[fate] })),
      ...warnings.map(text => ({ text, tone: 'warning' as const })),
    ],
  },
];

function historyOf(history: readonly PatroniSwitch[]): readonly Element[] {
  if (history.length === 0) return [];
  const latest = history.slice(-MOST_SWITCHES).toReversed();
  return [
    { type: 'heading', text: say('pg.history') },
    { type: 'list', items: latest.map(entry => ({ text: switchText(entry) })) },
  ];
}

/** An entry is the end of a timeline: the next one was begun by whom it names. */
const switchText = ({ timeline, leader, at, reason }: PatroniSwitch): Text =>
  say('pg.history.switch', {
    timeline: timeline + 1,
    leader: code(leader ?? '?'),
    at: inner(codeText(at ?? '?')),
    reason: inner(verbatim(reason)),
  });
