import { describe, expect, it } from 'vitest';
import { effectOf } from '../../src/core/effect.ts';
import type { Tally } from '../../src/core/quorum.ts';
import { isRefusal } from '../../src/core/refusal.ts';
import { aCluster } from '../a-cluster.ts';
import { plan } from '../an-operation.ts';

const short = ({ voters, healthy, tolerance }: Tally): string => `${healthy}/${voters} tolerates ${tolerance}`;

function effect(line: string, world: ReturnType<typeof aCluster>): readonly string[] {
  const made = plan(line, world.snapshot());
  if (isRefusal(made)) throw new Error(made.refused);
  const { before, after, lowest } = effectOf(made);
  return [before, after, lowest].map(short);
}

describe('the effect of a plan on the quorum', () => {
  it.each([
    ['member remove etcd-3', aCluster(), '3/3 tolerates 1', '2/2 tolerates 0', '2/2 tolerates 0'],
    ['member add etcd-4 http://10.0.0.4:2380', aCluster(), '3/3 tolerates 1', '4/4 tolerates 1', '3/3 tolerates 1'],
    [
      'member replace etcd-3 etcd-4 http://10.0.0.4:2380',
      aCluster().dead('etcd-3'),
      '2/3 tolerates 0',
      '3/3 tolerates 1',
      '2/3 tolerates 0',
    ],
    [
      'member replace etcd-3 etcd-4 http://10.0.0.4:2380 --learner-first',
      aCluster(),
      '3/3 tolerates 1',
      '3/3 tolerates 1',
      '3/3 tolerates 1',
    ],
    [
      'member replace etcd-5 etcd-6 http://10.0.0.6:2380',
      aCluster().withMembers(5).dead('etcd-5'),
      '4/5 tolerates 1',
      '5/5 tolerates 2',
      '4/5 tolerates 1',
    ],
    [
      'member promote etcd-4',
      aCluster().withMembers(4).learner('etcd-4'),
      '3/3 tolerates 1',
      '4/4 tolerates 1',
      '3/3 tolerates 1',
    ],
    ['defrag --all', aCluster(), '3/3 tolerates 1', '3/3 tolerates 1', '3/3 tolerates 1'],
  ])('of %s %#', (line, world, ...told) => {
    expect(effect(line, world)).toEqual(told);
  });
});
