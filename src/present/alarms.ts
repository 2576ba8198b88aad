import type { Document, Element } from '../core/document.ts';
import type { AlarmsFacts } from '../core/facts/alarms.ts';
import { codeText, inner, list, say, verbatim } from '../core/message.ts';
import { presentFault } from './faults.ts';
import { presentFindings } from './findings.ts';
import { noteOf } from './note.ts';

export const presentAlarms = (facts: AlarmsFacts): Document => [
  verdictOf(facts),
  ...presentFindings(facts.findings),
  ...tableOf(facts),
  noteOf(facts),
];

function verdictOf({ cluster, alarms }: AlarmsFacts): Element {
  if (!alarms.ok) {
    const phrase = inner(presentFault(alarms.fault));
    return { type: 'verdict', tone: 'bad', text: say('alarms.unreadable', { cluster, phrase }) };
  }
  const count = alarms.value.length;
  if (count === 0) return { type: 'verdict', tone: 'good', text: say('alarms.none', { cluster }) };
  const named = list(alarms.value.map(({ kind, name }) => say('status.alarm_on', { kind, name })));
  return { type: 'verdict', tone: 'bad', text: say('alarms.some', { cluster, count, alarms: named }) };
}

const tableOf = ({ alarms }: AlarmsFacts): Document =>
  alarms.ok && alarms.value.length > 0
    ? [
        {
          type: 'table',
          columns: [
            { label: say('alarms.column.member') },
            { label: say('alarms.column.alarm') },
            { label: say('alarms.column.id') },
          ],
          rows: alarms.value
            .slice(0, 99)
            .map(({ name, kind, member }) => [
              { text: verbatim(name) },
              { text: verbatim(kind), tone: 'bad' },
              { text: codeText(member) },
            ]),
        },
      ]
    : [];
