import { describe, expect, it } from 'vitest';
import { checkPlan } from '../../src/core/check.ts';
import type { Snapshot } from '../../src/core/cluster.ts';
import { plain } from '../../src/core/message.ts';
import type { Step } from '../../src/core/plan.ts';
import { tierOf } from '../../src/core/tier.ts';
import { speak } from '../../src/text/speak.ts';
import { aCluster } from '../a-cluster.ts';
import {
  aCase,
  awaitHealth,
  compact,
  defragment,
  disarm,
  healthy,
  join,
  moveLeader,
  remove,
  restartByHand,
  update,
} from './a-plan.ts';

function tierAndReasons(snapshot: Snapshot, steps: readonly Step[]): readonly [number, ...string[]] {
  const { tier, reasons } = tierOf({ steps }, snapshot, checkPlan(aCase(snapshot, steps)));
  return [tier, ...reasons.map(text => plain(speak(text, 'en')))];
}

type World = ReturnType<typeof aCluster>;
const membership = 'It changes who belongs to the cluster';

const rows: readonly (readonly [string, World, readonly Step[], readonly [number, ...string[]]])[] = [
  ['nothing but looking', aCluster(), [awaitHealth(), healthy], [0]],
  ['moving the leader', aCluster(), [moveLeader(1, 2), healthy], [1, 'Leadership goes from etcd-1 to etcd-2']],
  ['a follower', aCluster(), [defragment(2)], [1, 'etcd-2 does not serve while it is defragmented']],
  [
    'followers, then the leader that was',
    aCluster(),
    [defragment(2), moveLeader(1, 2), defragment(1)],
    [
      1,
      'etcd-2 and etcd-1 do not serve, one after the other, while each is defragmented',
      'Leadership goes from etcd-1 to etcd-2',
    ],
  ],
  ['a restart by hand', aCluster(), [restartByHand(2)], [2, 'It restarts etcd-2']],
  ['a leader', aCluster(), [defragment(1)], [3, 'etcd-1 leads: no write ends while it is defragmented']],
  ['compacting', aCluster(), [compact(4000)], [2, 'Old versions of keys are forgotten for good']],
  ['five to four', aCluster().withMembers(5), [remove(3)], [2, membership]],
  ['three to four', aCluster(), join(4), [2, membership]],
  ['two to three', aCluster().withMembers(2), join(3), [2, membership]],
  [
    'NOSPACE taken back',
    aCluster().alarm('etcd-2', 'NOSPACE'),
    [disarm(2, 'NOSPACE')],
    [2, 'An alarm is taken back, and writes are let through again'],
  ],
  [
    'CORRUPT taken back',
    aCluster().alarm('etcd-2', 'CORRUPT'),
    [disarm(2, 'CORRUPT')],
    [3, 'A CORRUPT alarm is taken back: the last sign that data differed'],
  ],
  ['three to two', aCluster(), [remove(3)], [3, '2 voters are left: no failure can be tolerated']],
  ['two to one', aCluster().withMembers(2), [remove(2)], [3, '1 voter is left: no failure can be tolerated']],
  [
    'one to two',
    aCluster().withMembers(1),
    join(2),
    [3, 'The cluster has a single voter: every interruption stops it'],
  ],
  [
    'a single voter',
    aCluster().withMembers(1),
    [compact(4000)],
    [3, 'The cluster has a single voter: every interruption stops it'],
  ],
  [
    'compacting with one of three down',
    aCluster().dead('etcd-3'),
    [compact(4000)],
    [3, '2 of 3 voters are healthy: no failure can be tolerated'],
  ],
  [
    'removing one of two dead of five',
    aCluster().withMembers(5).dead('etcd-2').dead('etcd-3'),
    [remove(3)],
    [3, 'After step 1, 3 of 4 voters are healthy: no failure can be tolerated'],
  ],
  [
    'another address for one of three',
    aCluster(),
    [awaitHealth(), update(3, 'http://10.0.0.33:2380')],
    [3, 'After step 2, 2 of 3 voters are healthy: no failure can be tolerated'],
  ],
  [
    'a follower, with nobody knowing who depends on it',
    aCluster().postgresFailing('deadline'),
    [defragment(2)],
    [
      2,
      'The keys of Patroni cannot be read, so nobody knows what it would do to PostgreSQL: etcd does not answer in time',
    ],
  ],
  [
    'a follower whose version breaks when it crashes meanwhile',
    aCluster().version('etcd-2', '3.5.4'),
    [defragment(2)],
    [3, 'etcd 3.5.4 can lose consistency when it crashes while it defragments: 3.5.6 and later do not'],
  ],
];

describe('what holds for several members in turn', () => {
  it('is told once, with all of their names', () => {
    const snapshot = aCluster().withMembers(5).snapshot();
    const { tier, reasons } = tierOf({ steps: [defragment(2), defragment(3), defragment(4)] }, snapshot);
    expect(tier).toBe(1);
    expect(reasons).toMatchObject([{ key: 'tier.blocks_in_turn' }]);
    expect(JSON.stringify(reasons)).toMatch(/etcd-2.*etcd-3.*etcd-4/);
  });
});

describe('the tier of a plan', () => {
  it.each(rows)('%s', (_what, world, steps, expected) => {
    expect(tierAndReasons(world.snapshot(), steps)).toEqual(expected);
  });
});
