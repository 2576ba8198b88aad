import type { Reading } from '../core/cluster.ts';
import type { Cell, Document, Element } from '../core/document.ts';
import type { HealthFacts } from '../core/facts/health.ts';
import { served } from '../core/health/fault.ts';
import { duration, inner, list, say, verbatim } from '../core/message.ts';
import { presentFault } from './faults.ts';
import { healthTones } from './members.ts';
import { dash, noteOf, quantity } from './note.ts';

type Row = HealthFacts['endpoints'][number];

/** Who serves, how fast, and why not. */
export const presentHealth = (facts: HealthFacts): Document => [
  verdictOf(facts),
  ...failuresOf(facts.endpoints),
  {
    type: 'table',
    columns: [
      { label: say('probe.column.member') },
      { label: say('probe.column.health') },
      { label: say('probe.column.linearizable'), align: 'right' },
      { label: say('probe.column.serializable'), align: 'right' },
      { label: say('probe.column.endpoint') },
    ],
    rows: facts.endpoints
      .slice(0, 99)
      .map(row => [
        { text: row.name === null ? dash : verbatim(row.name) },
        { text: { key: `health.${row.health}`, params: {} }, tone: healthTones[row.health] },
        cellOf(row.linearizable),
        cellOf(row.serializable),
        { text: verbatim(row.endpoint) },
      ]),
  },
  noteOf(facts, say('probe.legend')),
];

function verdictOf({ cluster, endpoints }: HealthFacts): Element {
  const ill = endpoints.filter(({ health }) => health !== 'healthy');
  const count = endpoints.length;
  if (count === 0) return { type: 'verdict', tone: 'warning', text: say('probe.no_endpoints', { cluster }) };
  if (ill.length === 0) return { type: 'verdict', tone: 'good', text: say('probe.all', { cluster, count }) };
  const who = list(ill.map(labelOf));
  const text = say('probe.some', { cluster, healthy: count - ill.length, count, who });
  return { type: 'verdict', tone: ill.length === count ? 'bad' : 'warning', text };
}

const labelOf = ({ name, endpoint }: Row) => verbatim(name ?? endpoint);

function cellOf(reading: Reading<number>): Cell {
  if (reading.ok) return { text: quantity(duration(reading.value)) };
  if (reading.fault.code === 'not_asked') return { text: dash };
  if (reading.fault.code === 'learner') return { text: say('probe.not_for_learners') };
  return served(reading) ? { text: say('probe.denied') } : { text: say('probe.failed'), tone: 'bad' };
}

/** The reason once per endpoint: both probes mostly fail of the same. */
function failuresOf(rows: readonly Row[]): Document {
  const items = rows.flatMap(row => {
    const probe = [
      { kind: say('probe.column.linearizable'), reading: row.linearizable },
      { kind: say('probe.column.serializable'), reading: row.serializable },
    ].find(({ reading }) => !reading.ok && !['not_asked', 'learner'].includes(reading.fault.code));
    if (!probe || probe.reading.ok) return [];
    const phrase = inner(presentFault(probe.reading.fault));
    return [{ text: say('probe.failure', { who: inner(labelOf(row)), kind: inner(probe.kind), phrase }) }];
  });
  return items.length > 0 ? [{ type: 'list', items }] : [];
}
