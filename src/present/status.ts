import type { Document, Element, Part, Tone } from '../core/document.ts';
import type { StatusFacts } from '../core/facts/status.ts';
import { bytes, inner, list, ratio, say, type Text, verbatim } from '../core/message.ts';
import { presentFindings } from './findings.ts';
import { memberTable } from './members.ts';
import { noteOf, quantity } from './note.ts';
import { fateText } from './postgres-words.ts';

/** Verdict first, then what to do, then the facts: readable from the top on a phone. */
export const presentStatus = (facts: StatusFacts): Document => [
  verdictOf(facts),
  ...presentFindings(facts.findings),
  ...bodyOf(facts),
];

/** The facts without the verdict. */
export const bodyOf = (facts: StatusFacts): readonly Part[] => [
  { type: 'fields', fields: fieldsOf(facts) },
  ...(facts.members.length > 0 ? [memberTable(facts.members)] : []),
  noteOf(facts),
];

const selfNamed: readonly string[] = ['unreachable', 'unreachable_alike', 'no_endpoints', 'nothing_known'];

/** The verdict with the cluster's name in front, unless it names it itself. */
export function verdictOf({ cluster, verdict }: StatusFacts): Element {
  const text: Text = { key: `verdict.${verdict.code}`, params: verdict.params };
  const named = selfNamed.includes(verdict.code) ? text : say('status.verdict', { cluster, verdict: inner(text) });
  return { type: 'verdict', tone: verdict.tone, text: named };
}

type Field = { readonly label: Text; readonly value: Text; readonly tone?: Tone };

const fieldsOf = (facts: StatusFacts): readonly Field[] => [
  { label: say('status.leader'), value: leaderOf(facts) },
  votersOf(facts),
  { label: say('status.quota'), value: quotaOf(facts) },
  ...(facts.fragmentation === null
    ? []
    : [{ label: say('status.fragmentation'), value: quantity(ratio(facts.fragmentation)) }]),
  alarmsOf(facts),
  ...(facts.versions.length === 0
    ? []
    : [{ label: say('status.version'), value: quantity(list(facts.versions.map(version => verbatim(version)))) }]),
  ...(facts.revision === null ? [] : [{ label: say('status.revision'), value: quantity(facts.revision) }]),
  ...postgresOf(facts),
];

function leaderOf({ leader, term, members }: StatusFacts): Text {
  if (leader && term !== null) return say('status.leader_of_term', { name: leader.name, term: String(term) });
  return members.some(member => member.version !== null) ? say('status.no_leader') : say('status.unknown');
}

function votersOf({ quorum, serving }: StatusFacts): Field {
  const label = say('status.voters');
  if (!quorum) return { label, value: say('status.unknown') };
  const { voters, healthy, answering, tolerance } = quorum;
  return serving === false
    ? { label, value: say('status.voters_lost', { answering, voters, quorum: quorum.quorum }), tone: 'bad' }
    : {
        label,
        value: say('status.voters_of', { healthy, voters, quorum: quorum.quorum, tolerance: Math.max(0, tolerance) }),
      };
}

const quotaOf = ({ quota, db }: StatusFacts): Text => {
  if (!quota) return db ? say('status.quota_unknown', { size: bytes(db.size) }) : say('status.unknown');
  const { bytes: limit, usedRatio } = quota;
  return say('status.quota_used', { size: bytes(limit * usedRatio), quota: bytes(limit), used: ratio(usedRatio) });
};

function alarmsOf({ alarms }: StatusFacts): Field {
  const label = say('status.alarms');
  if (!alarms.ok) return { label, value: say('status.unknown') };
  if (alarms.value.length === 0) return { label, value: say('status.none') };
  const named = alarms.value.map(({ kind, name }) => say('status.alarm_on', { kind, name }));
  return { label, value: quantity(list(named)), tone: 'bad' };
}

/** Names while etcd can lose a member; else what its loss does to each. */
function postgresOf({ patroni, impacts, serving, quorum }: StatusFacts): readonly Field[] {
  const bad = serving !== true || quorum === null || quorum.tolerance <= 0;
  if (impacts && impacts.length > 0 && bad) {
    const fates = impacts.map(impact =>
      say('status.postgres_fate', { name: impact.cluster, fate: inner(fateText(impact)) }),
    );
    const value = say('status.postgres_count', { count: impacts.length, names: list(fates) });
    return [{ label: say('status.postgres'), value, ...(serving === false ? { tone: 'bad' } : {}) }];
  }
  if (!patroni.ok) {
    return patroni.fault.code === 'not_asked' ? [] : [{ label: say('status.postgres'), value: say('status.unknown') }];
  }
  const names = patroni.value.map(({ name }) => verbatim(name));
  const value =
    names.length > 0
      ? say('status.postgres_count', { count: names.length, names: list(names) })
      : say('status.postgres_none');
  return [{ label: say('status.postgres'), value }];
}
