import { find } from './finding.ts';
import type { Rule } from './rule.ts';
import { namesOf } from './verdict.ts';

export const namespaceIsUnreadable: Rule = ({ patroni, serving }) =>
  !serving || patroni.ok || patroni.fault.code === 'not_asked'
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
