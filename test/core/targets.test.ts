import { describe, expect, it } from 'vitest';
import { rosterOf } from '../../src/core/health/roster.ts';
import { isRefusal } from '../../src/core/refusal.ts';
import { findMember, knownMembers } from '../../src/core/targets.ts';
import { aCluster } from '../a-cluster.ts';

const find = (typed: string, world = aCluster()): string => {
  const found = findMember(typed, rosterOf(world.snapshot()));
  return isRefusal(found) ? found.refused : found.name;
};

describe('a member', () => {
  it.each([
    ['etcd-2', 'etcd-2'],
    ['a2', 'etcd-2'],
    ['A2', 'etcd-2'],
    ['0xa2', 'etcd-2'],
    ['etcd-22', 'mistyped_member'],
    ['ETCD-2', 'mistyped_member'],
    ['postgres', 'unknown_member'],
    ['', 'unknown_member'],
  ])('typed as %j is %s', (typed, name) => {
    expect(find(typed)).toBe(name);
  });

  it('that has never started is found by its address, and by its id', () => {
    const world = aCluster().unstarted('etcd-3');
    expect(find('http://10.0.0.3:2380', world)).toBe('http://10.0.0.3:2380');
    expect(find('a3', world)).toBe('http://10.0.0.3:2380');
  });

  it('is not an endpoint that belongs to nobody', () => {
    const roster = rosterOf(aCluster().stranger('http://10.0.0.9:2379').snapshot());
    expect(roster).toHaveLength(4);
    expect(knownMembers(roster)).toHaveLength(3);
  });

  it('of a name that two have is asked for by id', () => {
    const roster = rosterOf(aCluster().snapshot()).map(member => ({ ...member, name: 'etcd' }));
    const found = findMember('etcd', roster);
    expect(isRefusal(found) && found.refused).toBe('ambiguous_member');
    expect(findMember('a3', roster)).toMatchObject({ id: 'a3' });
  });
});
