import type { Tone } from '../document.ts';
import type { MemberFacts } from '../facts/members.ts';
import { inner, list, type MessageKey, type Param, type ParamsOf, verbatim } from '../message.ts';
import { phraseOf, troubleOf } from './fault.ts';
import type { ClusterState, QuorumFacts } from './state.ts';

/** Codes are the catalogue's own keys: `verdict.<code>`. */
export type VerdictCode = MessageKey extends infer K ? (K extends `verdict.${infer C}` ? C : never) : never;

/** The one line a sleepy person reads. */
export type Verdict = {
  readonly code: VerdictCode;
  readonly tone: Tone;
  readonly params: Readonly<Record<string, Param>>;
};

function rule<C extends VerdictCode>(
  code: C,
  tone: Tone,
  params: ParamsOf<Extract<MessageKey, `verdict.${C}`>>,
): Verdict {
  return { code, tone, params: { ...params } };
}

type Judge = (state: ClusterState) => Verdict | null;

/** The first that speaks wins: the worst thing that is certain. */
export function verdictOf(state: ClusterState): Verdict {
  for (const judge of judges) {
    const verdict = judge(state);
    if (verdict) return verdict;
  }
  return rule('nothing_known', 'warning', { cluster: state.cluster });
}

const nobodyAnswers: Judge = state => {
  if (
    state.serving === true ||
    state.members.some(member => member.health === 'no_quorum_read' || member.health === 'healthy')
  )
    return null;
  if (state.list.ok) return null;
  const asked = state.members.filter(member => member.endpoint !== null);
  const faults = asked.flatMap(({ fault }) => (fault ? [fault] : []));
  const first = faults[0];
  if (!first) return rule('no_endpoints', 'bad', { cluster: state.cluster });
  return faults.every(fault => fault.code === first.code)
    ? rule('unreachable_alike', 'bad', {
        cluster: state.cluster,
        endpoints: asked.length,
        phrase: inner(phraseOf(first)),
      })
    : rule('unreachable', 'bad', { cluster: state.cluster, who: troubles(asked) });
};

const quorumIsLost: Judge = ({ serving, quorum, leader }) => {
  if (serving !== false) return null;
  if (!quorum) return rule('quorum_lost_uncounted', 'bad', {});
  if (quorum.answering < quorum.quorum)
    return rule('quorum_lost', 'bad', { answering: quorum.answering, voters: quorum.voters });
  if (leader)
    return rule('stalled', 'bad', { answering: quorum.answering, voters: quorum.voters, leader: leader.name });
  return rule('no_leader', 'bad', { answering: quorum.answering, voters: quorum.voters });
};

const clustersAreMixed: Judge = ({ clusterIds }) =>
  clusterIds.length > 1 ? rule('mixed_clusters', 'bad', { count: clusterIds.length }) : null;

const dataIsCorrupt: Judge = state => {
  const named = alarmed(state, 'CORRUPT');
  return named.length > 0 ? rule('corrupt', 'bad', { who: namesOf(named) }) : null;
};

const spaceIsOut: Judge = state => {
  const named = alarmed(state, 'NOSPACE');
  return named.length > 0 ? rule('no_space', 'bad', { who: namesOf(named) }) : null;
};

const votersAreMissing: Judge = state => {
  const { quorum } = state;
  if (!quorum) return null;
  const troubled = state.members.filter(member => member.voter && isTroubled(member));
  if (troubled.length === 0) return null;
  const down = troubled.every(member => member.health === 'unreachable' || member.health === 'unstarted');
  return rule(down ? 'down' : 'impaired', 'warning', {
    down: troubled.length,
    voters: quorum.voters,
    tolerance: provenTolerance(quorum),
    who: troubles(troubled),
  });
};

const someAreUnknown: Judge = ({ quorum, serving }) =>
  quorum && quorum.unknown > 0
    ? serving
      ? rule('partly_known', 'warning', { healthy: quorum.healthy, voters: quorum.voters, unknown: quorum.unknown })
      : rule('barred', 'bad', { voters: quorum.voters, unknown: quorum.unknown })
    : null;

const votersAreUncounted: Judge = state => {
  if (state.quorum || state.serving !== true) return null;
  const healthy = state.members.filter(member => member.health === 'healthy').length;
  return rule('uncounted', 'warning', { healthy, endpoints: state.members.length });
};

const allIsWell: Judge = ({ quorum }) =>
  quorum && quorum.voters > 0
    ? rule('healthy', quorum.tolerance > 0 ? 'good' : 'warning', {
        healthy: quorum.healthy,
        voters: quorum.voters,
        tolerance: Math.max(0, quorum.tolerance),
      })
    : null;

const judges: readonly Judge[] = [
  nobodyAnswers,
  quorumIsLost,
  clustersAreMixed,
  dataIsCorrupt,
  spaceIsOut,
  votersAreMissing,
  someAreUnknown,
  votersAreUncounted,
  allIsWell,
];

const isTroubled = ({ health }: MemberFacts): boolean =>
  health === 'unreachable' || health === 'no_quorum_read' || health === 'unstarted';

/** Failures survived for certain: voters nothing is known of are not counted on. */
const provenTolerance = (quorum: QuorumFacts): number => Math.max(0, quorum.tolerance);

export const troubles = (members: readonly MemberFacts[]): Param =>
  list(
    members.map(member => (member.health === 'unstarted' ? unstarted(member) : troubleOf(member.name, member.fault))),
  );

const unstarted = (member: MemberFacts) => ({ key: 'fault.unstarted', params: { name: member.name } }) as const;

const alarmed = (state: ClusterState, kind: string): readonly string[] =>
  state.alarms.ok ? state.alarms.value.filter(alarm => alarm.kind === kind).map(alarm => alarm.name) : [];

export const namesOf = (names: readonly string[]): Param => list(names.map(name => verbatim(name)));
