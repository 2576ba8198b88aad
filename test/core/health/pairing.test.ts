import { describe, expect, it } from 'vitest';
import { pairEndpoints } from '../../../src/core/health/pairing.ts';
import { rosterOf } from '../../../src/core/health/roster.ts';
import { aCluster } from '../../a-cluster.ts';

type World = ReturnType<typeof aCluster>;

function pair(world: World) {
  const { members, endpoints } = world.snapshot();
  const { members: pairs, strangers } = pairEndpoints(members.ok ? members.value.members : [], endpoints);
  return { pairs: pairs.map(one => one?.endpoint), strangers: strangers.map(({ endpoint }) => endpoint) };
}

describe('the pairing of members with endpoints', () => {
  it('goes by the id that an endpoint reports, whatever its address', () => {
    expect(pair(aCluster().reachedAt('etcd-2', 'https://proxy:1')).pairs[1]).toBe('https://proxy:1');
  });

  it.each(['http://10.0.0.3:2379', 'https://10.0.0.3:2379', 'http://10.0.0.3:2379/'])(
    'goes by the client URL where a member is silent: %s',
    endpoint => {
      expect(pair(aCluster().reachedAt('etcd-3', endpoint).dead('etcd-3')).pairs[2]).toBe(endpoint);
    },
  );

  it('takes the one member left for the one silent endpoint left', () => {
    const found = pair(aCluster().reachedAt('etcd-3', 'http://elsewhere:1').dead('etcd-3'));
    expect(found).toEqual({
      pairs: ['http://10.0.0.1:2379', 'http://10.0.0.2:2379', 'http://elsewhere:1'],
      strangers: [],
    });
  });

  it('says of several silent ones that they are silent, not which is which', () => {
    const world = aCluster()
      .reachedAt('etcd-2', 'http://x:1')
      .reachedAt('etcd-3', 'http://y:1')
      .dead('etcd-2')
      .dead('etcd-3');
    expect(pair(world)).toEqual({ pairs: ['http://10.0.0.1:2379', null, null], strangers: [] });
    expect(rosterOf(world.snapshot()).map(({ health }) => health)).toEqual(['healthy', 'unreachable', 'unreachable']);
  });

  it('leaves a member without an endpoint unpaired, and an endpoint without a member a stranger', () => {
    expect(pair(aCluster().unasked('etcd-2')).pairs[1]).toBeUndefined();
    expect(pair(aCluster().stranger('http://10.9.9.9:2379')).strangers).toEqual(['http://10.9.9.9:2379']);
  });

  it('counts two endpoints of one member once', () => {
    const { endpoints, ...rest } = aCluster().snapshot();
    const [first] = endpoints;
    if (!first) throw new Error('no endpoint');
    const roster = rosterOf({ ...rest, endpoints: [...endpoints, { ...first, endpoint: 'http://alias:2379' }] });
    expect(roster.map(({ name }) => name)).toEqual(['etcd-1', 'etcd-2', 'etcd-3']);
  });
});
