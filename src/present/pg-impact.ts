import type { Document, Element, Tone } from '../core/document.ts';
import type { PgImpactFacts } from '../core/facts/postgres.ts';
import { code, inner, say, type Text, verbatim } from '../core/message.ts';
import type { Impact } from '../core/patroni/impact.ts';
import { dash, noteOf } from './note.ts';
import { afterText, caveatsOf, fateText, fateTones, namesText, unreadable } from './postgres-words.ts';

/** What fits into a message beside the table. */
const MOST_ITEMS = 25;
const MOST_ROWS = 99;

/** The verdict, what to do now, who suffers when, and why. */
export function presentPgImpact(facts: PgImpactFacts): Document {
  const { cluster, impacts } = facts;
  if (impacts === null) return [unreadable(facts), noteOf(facts)];
  if (impacts.length === 0)
    return [{ type: 'verdict', tone: 'info', text: say('pg.none', { cluster }) }, ...caveatsOf(facts), noteOf(facts)];
  return [
    verdictOf(facts, impacts),
    ...caveatsOf(facts),
    ...todoOf(facts, impacts),
    tableOf(impacts),
    ...grouped(
      say('pg.impact.why'),
      impacts,
      ({ reasons }) => reasons,
      ({ fate }) => fateTones[fate],
    ),
    ...grouped(
      say('pg.impact.also'),
      impacts,
      ({ warnings }) => warnings,
      () => 'warning',
    ),
    { type: 'paragraph', text: budgetOf(facts) },
    noteOf(
      facts,
      ...(impacts.length > MOST_ROWS ? [say('pg.more', { count: impacts.length - MOST_ROWS })] : []),
      say('pg.impact.vips'),
    ),
  ];
}

const isAway = ({ fault, oneView }: PgImpactFacts): boolean => fault !== null || oneView;

function verdictOf({ cluster }: PgImpactFacts, impacts: readonly Impact[]): Element {
  const having = (fate: Impact['fate']) => impacts.filter(impact => impact.fate === fate);
  const told = (chosen: readonly Impact[]) => ({
    cluster,
    count: chosen.length,
    who: namesText(chosen.map(impact => impact.cluster)),
  });
  const demotes = having('demotes');
  if (demotes.length > 0) {
    const seconds = demotes.flatMap(({ demotesAfter }) => demotesAfter ?? []);
    const from = Math.min(...seconds.map(({ earliest }) => earliest));
    const to = Math.max(...seconds.map(({ latest }) => latest));
    return { type: 'verdict', tone: 'bad', text: say('pg.impact.demotes', { ...told(demotes), from, to }) };
  }
  const unknown = having('unknown');
  if (unknown.length > 0) return { type: 'verdict', tone: 'warning', text: say('pg.impact.unknown', told(unknown)) };
  const leaderless = having('leaderless');
  if (leaderless.length > 0)
    return { type: 'verdict', tone: 'warning', text: say('pg.impact.leaderless', told(leaderless)) };
  return { type: 'verdict', tone: 'good', text: say('pg.impact.stays', { cluster, count: impacts.length }) };
}

function todoOf(facts: PgImpactFacts, impacts: readonly Impact[]): readonly Element[] {
  const hurt = impacts.filter(({ fate }) => fate === 'demotes' || fate === 'unknown');
  const [first] = hurt;
  const items: readonly { readonly text: Text; readonly tone?: Tone }[] = isAway(facts)
    ? [
        { text: say('pg.impact.away'), tone: 'bad' },
        { text: say('pg.impact.away_todo', { command: code('/etcd status') }) },
      ]
    : [
        ...(first ? [{ text: say('pg.impact.pause_todo', { command: code('/etcd pg pause --all') }) }] : []),
        ...(first ? [{ text: say('pg.impact.look_todo', { command: code(`/etcd pg show ${first.cluster}`) }) }] : []),
      ];
  return items.length > 0
    ? [
        { type: 'heading', text: say('status.todo') },
        { type: 'list', items },
      ]
    : [];
}

const tableOf = (impacts: readonly Impact[]): Element => ({
  type: 'table',
  columns: [
    { label: say('pg.column.cluster') },
    { label: say('pg.column.fate') },
    { label: say('pg.column.after'), align: 'right' },
    { label: say('pg.column.stall'), align: 'right' },
  ],
  rows: impacts
    .slice(0, MOST_ROWS)
    .map(impact => [
      { text: verbatim(impact.cluster), strong: impact.fate === 'demotes' },
      { text: fateText(impact), tone: fateTones[impact.fate] },
      { text: impact.fate === 'stays' ? say('pg.never') : (afterText(impact) ?? dash) },
      { text: impact.budget === null ? dash : say('pg.seconds', { seconds: impact.budget }) },
    ]),
});

type Told = (impact: Impact) => readonly Text[];

/** Clusters of which the same is true stand together. */
function grouped(
  heading: Text,
  impacts: readonly Impact[],
  of: Told,
  tone: (impact: Impact) => Tone,
): readonly Element[] {
  const found = new Map<string, { readonly reason: Text; readonly tone: Tone; readonly who: string[] }>();
  for (const impact of impacts) {
    for (const reason of of(impact)) {
      const same = JSON.stringify(reason);
      const group = found.get(same) ?? { reason, tone: tone(impact), who: [] };
      found.set(same, group);
      group.who.push(impact.cluster);
    }
  }
  const items = [...found.values()].map(({ reason, who, ...rest }) => ({
    ...rest,
    text: say('pg.impact.reason', { who: namesText(who), reason: inner(reason) }),
  }));
  const more = items.length > MOST_ITEMS ? [{ text: say('pg.more', { count: items.length - MOST_ITEMS }) }] : [];
  return items.length > 0
    ? [
        { type: 'heading', text: heading },
        { type: 'list', items: [...items.slice(0, MOST_ITEMS), ...more] },
      ]
    : [];
}

const budgetOf = ({ budget }: PgImpactFacts): Text =>
  budget === null
    ? say('pg.impact.no_budget')
    : say('pg.impact.budget', { seconds: budget.seconds, tightest: code(budget.tightest) });
