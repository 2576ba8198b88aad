import type { Document, Element } from '../core/document.ts';
import type { QuorumAnswer, Scenario } from '../core/facts/quorum.ts';
import { inner, list, say, type Text, verbatim } from '../core/message.ts';
import { isWastefullyEven } from '../core/quorum.ts';
import { presentFault } from './faults.ts';
import { noteOf, quantity } from './note.ts';

/** What is tolerated, and what would be. */
export const presentQuorum = (facts: QuorumAnswer): Document => [
  verdictOf(facts),
  ...warningsOf(facts),
  ...(facts.scenarios.length > 0 ? [tableOf(facts)] : []),
  noteOf(facts, say('quorum.note.arithmetic')),
];

const shown = (tolerance: number): number => Math.max(0, tolerance);

function verdictOf({ cluster, fault, scenarios, ...facts }: QuorumAnswer): Element {
  const now = scenarios[0];
  if (!now) {
    const text = fault
      ? say('quorum.unreadable', { cluster, phrase: inner(presentFault(fault)) })
      : say('quorum.unreadable_unsaid', { cluster });
    return { type: 'verdict', tone: 'bad', text };
  }
  const asked = asksFor(scenarios);
  if (!asked) return { type: 'verdict', ...presentNow(cluster, now) };
  const what = inner(caseOf(asked, facts));
  if (!asked.available) return { type: 'verdict', tone: 'bad', text: say('quorum.change_lost', { cluster, what }) };
  const [before, after] = [shown(now.tally.tolerance), shown(asked.tally.tolerance)];
  const tone = after === 0 || after < before ? 'warning' : 'good';
  return { type: 'verdict', tone, text: say('quorum.change', { cluster, what, before, after }) };
}

/** What was asked in the first place: the failure before the removal, both changes before one of them. */
const asksFor = (scenarios: readonly Scenario[]): Scenario | undefined =>
  scenarios.find(({ code }) => code === 'replace') ?? scenarios[1];

function presentNow(cluster: string, { tally, available }: Scenario) {
  const { healthy, voters, quorum, tolerance } = tally;
  return available
    ? ({
        tone: tolerance > 0 ? 'good' : 'warning',
        text: say('quorum.now', { cluster, healthy, voters, quorum, tolerance: shown(tolerance) }),
      } as const)
    : ({ tone: 'bad', text: say('quorum.lost_now', { cluster, healthy, voters, quorum }) } as const);
}

type Asked = Pick<QuorumAnswer, 'without' | 'added'>;

function caseOf({ code }: Scenario, { without, added }: Asked): Text {
  const who = list(without.map(name => verbatim(name)));
  const count = without.length;
  switch (code) {
    case 'now':
      return say('quorum.scenario.now');
    case 'fail':
      return say('quorum.scenario.fail', { who, count });
    case 'remove':
      return say('quorum.scenario.remove', { who, count });
    case 'add':
      return say('quorum.scenario.add', { added });
    case 'replace':
      return say('quorum.scenario.replace', { added });
  }
}

function warningsOf(facts: QuorumAnswer): Document {
  const items = [
    ...facts.scenarios.flatMap(scenario => warningOf(scenario, facts)),
    ...(facts.learners.length > 0
      ? [say('quorum.note.learners', { who: list(facts.learners.map(name => verbatim(name))) })]
      : []),
    ...(facts.unknown > 0 ? [say('quorum.note.unknown', { unknown: facts.unknown })] : []),
  ];
  return items.length > 0 ? [{ type: 'list', items: items.map(text => ({ text, tone: 'warning' as const })) }] : [];
}

function warningOf(scenario: Scenario, facts: QuorumAnswer): readonly Text[] {
  const { voters, tolerance } = scenario.tally;
  const where = inner(caseOf(scenario, facts));
  if (voters === 0) return [say('quorum.note.gone', { case: where })];
  const resized = scenario.code !== 'fail';
  if (resized && isWastefullyEven(voters)) return [say('quorum.note.even', { case: where, voters, odd: voters - 1 })];
  return scenario.available && tolerance === 0 ? [say('quorum.note.thin', { case: where })] : [];
}

const tableOf = (facts: QuorumAnswer): Element => ({
  type: 'table',
  columns: [
    { label: say('quorum.column.case') },
    { label: say('quorum.column.voters'), align: 'right' },
    { label: say('quorum.column.healthy'), align: 'right' },
    { label: say('quorum.column.quorum'), align: 'right' },
    { label: say('quorum.column.tolerates'), align: 'right' },
    { label: say('quorum.column.writes') },
  ],
  rows: facts.scenarios.map(scenario => [
    { text: caseOf(scenario, facts) },
    { text: quantity(scenario.tally.voters) },
    { text: quantity(scenario.tally.healthy) },
    { text: quantity(scenario.tally.quorum) },
    { text: quantity(shown(scenario.tally.tolerance)) },
    scenario.available
      ? { text: say('quorum.writes.yes'), tone: 'good' }
      : { text: say('quorum.writes.no'), tone: 'bad' },
  ]),
});
