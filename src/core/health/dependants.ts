import type { FaultCode } from '../cluster.ts';
import type { Impact } from '../patroni/impact.ts';
import { type Finding, find } from './finding.ts';
import type { Rule } from './rule.ts';
import type { ClusterState } from './state.ts';
import { namesOf } from './verdict.ts';

/** A login that is missing or refused has a rule of its own, and granting rights would not help. */
const toldElsewhere: readonly FaultCode[] = ['not_asked', 'auth_required', 'auth_failed'];

export const namespaceIsUnreadable: Rule = ({ patroni, serving }) =>
  !serving || patroni.ok || toldElsewhere.includes(patroni.fault.code)
    ? null
    : find('patroni_unreadable', 'warning', {
        phrase: { type: 'text', value: { key: `fault.${patroni.fault.code}`, params: {} } },
      });

/** No `leader` key: nobody holds the lock, so PostgreSQL has no primary that Patroni vouches for. */
export const postgresHasNoLeader: Rule = ({ patroni }) => {
  const leaderless = patroni.ok ? patroni.value.filter(cluster => cluster.leader === null) : [];
  return leaderless.length > 0
    ? find('patroni_leaderless', 'warning', { who: namesOf(leaderless.map(cluster => cluster.name)) })
    : null;
};

/** Those that become read-only have a finding of their own. */
export const postgresIsExposed: Rule = ({ patroni, serving, impacts }) => {
  if (serving !== false) return null;
  const named = impacts?.map(({ cluster }) => cluster) ?? (patroni.ok ? patroni.value.map(({ name }) => name) : []);
  const lost = demoted(impacts).map(({ cluster }) => cluster);
  const exposed = named.filter(name => !lost.includes(name));
  return exposed.length > 0 ? find('patroni_exposed', 'bad', { who: namesOf(exposed) }) : null;
};

export const postgresBecomesReadOnly: Rule = ({ serving, impacts }) => {
  const lost = demoted(impacts);
  if (serving !== false || lost.length === 0) return null;
  const seconds = Math.max(...lost.flatMap(({ demotesAfter }) => demotesAfter?.latest ?? []));
  return find('patroni_read_only', 'bad', { who: clustersOf(lost), seconds });
};

/** Worth no more than a hint while etcd can lose a member. */
export const postgresHasNoFailsafe: Rule = state => wouldDemote(state, 'patroni_no_failsafe', isWithoutFailsafe);

export const postgresWouldDemote: Rule = state =>
  wouldDemote(state, 'patroni_would_demote', impact => !isWithoutFailsafe(impact));

function wouldDemote(
  { serving, impacts, quorum }: ClusterState,
  code: 'patroni_no_failsafe' | 'patroni_would_demote',
  which: (impact: Impact) => boolean,
): Finding | null {
  const some = demoted(impacts).filter(which);
  if (serving === false || some.length === 0) return null;
  return find(code, quorum !== null && quorum.tolerance > 0 ? 'info' : 'warning', { who: clustersOf(some) });
}

const demoted = (impacts: readonly Impact[] = []): readonly Impact[] =>
  impacts.filter(({ fate }) => fate === 'demotes');

const isWithoutFailsafe = ({ reasons }: Impact): boolean =>
  reasons.some(reason => 'key' in reason && reason.key === 'impact.failsafe_off');

const clustersOf = (impacts: readonly Impact[]) => namesOf(impacts.map(({ cluster }) => cluster));
