import { describe, expect, it } from 'vitest';
import { endpointHealth } from '../../commands/endpoint-health.ts';
import { aCluster } from '../a-cluster.ts';
import { firstLine, tell } from '../tell.ts';

type World = ReturnType<typeof aCluster>;

describe('endpoint health', () => {
  it.each<[string, World, string]>([
    ['all serve', aCluster(), '✔ prod · All 3 endpoints serve'],
    ['one hangs', aCluster().hanging('etcd-2'), '! prod · 2 of 3 endpoints serve (etcd-2)'],
    ['a learner serves', aCluster().withMembers(4).learner('etcd-4'), '✔ prod · All 4 endpoints serve'],
    [
      'the password is wrong',
      aCluster().allFailing('auth_failed'),
      '✘ prod · 0 of 3 endpoints serve (http://10.0.0.1:2379, http://10.0.0.2:2379, and http://10.0.0.3:2379)',
    ],
  ])('says in one line: %s', (_, world, line) => {
    expect(firstLine(tell(endpointHealth, world.snapshot()))).toBe(line);
  });

  it('shows both probes with their times, and the reason of a failure', () => {
    const text = tell(endpointHealth, aCluster().withoutQuorum().snapshot());
    expect(text).toMatch(/etcd-1 +no quorum +failed +2 ms/);
    expect(text).toContain('etcd-1: Linearizable: answers, but finds no quorum (etcd said no_quorum)');
  });
});
