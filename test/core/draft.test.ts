import { describe, expect, it } from 'vitest';
import { isRefusal } from '../../src/core/refusal.ts';
import { aCluster } from '../a-cluster.ts';
import { plan } from '../an-operation.ts';

const drafted = (line: string, world = aCluster()) => {
  const made = plan(line, world.snapshot());
  if (isRefusal(made)) throw new Error(made.refused);
  return made;
};

describe('a plan', () => {
  it.each([
    ['compact --physical --keep 10', 'compact --keep 10 --physical'],
    ['compaction -c prod --dry-run', 'compact'],
    [
      'member replace etcd-1 etcd-4 http://10.0.0.4:2380 --learner-first',
      'member replace etcd-1 etcd-4 http://10.0.0.4:2380 --learner-first',
    ],
  ])('of %s is asked for again as %s', (typed, line) => {
    expect(drafted(typed).line).toBe(line);
    expect(drafted(line).line).toBe(line);
  });

  it('knows who depends on the cluster, or that nobody could tell', () => {
    const pg = { name: 'pg-orders', leader: null, members: [] };
    expect(drafted('compact', aCluster().patroni(pg)).postgres).toEqual(['pg-orders']);
    expect(drafted('compact', aCluster().patroni()).postgres).toEqual([]);
    expect(drafted('compact', aCluster().patroniFailing('permission_denied')).postgres).toBeNull();
  });

  it('is the same for the same world', () => {
    expect(drafted('move-leader')).toEqual(drafted('move-leader'));
  });
});
