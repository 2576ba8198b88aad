import type { FaultCode } from '../cluster.ts';
import { find } from './finding.ts';
import type { Rule } from './rule.ts';
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

export const postgresIsExposed: Rule = ({ patroni, serving }) =>
  patroni.ok && patroni.value.length > 0 && serving === false
    ? find('patroni_exposed', 'bad', { who: namesOf(patroni.value.map(cluster => cluster.name)) })
    : null;
