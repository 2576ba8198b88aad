import { describe, expect, it } from 'vitest';
import { memberId } from '../../src/core/cluster.ts';
import { driftOf, reliesOn } from '../../src/core/drift.ts';
import { plain } from '../../src/core/message.ts';
import type { Step } from '../../src/core/plan.ts';
import { speak } from '../../src/text/speak.ts';
import { aCluster } from '../a-cluster.ts';
import { aPlan, compact, defragment, moveLeader, remove, restartByHand } from './a-plan.ts';

type World = ReturnType<typeof aCluster>;

const drift = (before: World, after: World, ...steps: readonly Step[]): readonly string[] =>
  driftOf(aPlan(before.snapshot(), ...steps), after.snapshot()).map(text => plain(speak(text, 'en')));

describe('drift', () => {
  it('is none while all is as it was', () => {
    expect(drift(aCluster().alarm('etcd-2', 'NOSPACE'), aCluster().alarm('etcd-2', 'NOSPACE'), remove(3))).toEqual([]);
  });

  it('is none for what grows by itself', () => {
    const later = aCluster().status('etcd-1', { revision: 9000, raftIndex: 9000, dbSize: 1, raftTerm: 8 });
    expect(drift(aCluster(), later, remove(3), compact(100), defragment(2))).toEqual([]);
  });

  it.each<readonly [string, World, World, string]>([
    ['one more member', aCluster(), aCluster().withMembers(4), 'etcd-4 joined'],
    ['one member less', aCluster().withMembers(4), aCluster(), 'etcd-4 left'],
    [
      'a name',
      aCluster().unstarted('etcd-3'),
      aCluster().refusing('etcd-3', { status: 'refused', linearizable: 'refused', serializable: 'refused' }),
      'http://10.0.0.3:2380 is named etcd-3',
    ],
    ['a vote', aCluster().learner('etcd-3'), aCluster(), 'etcd-3 votes'],
    ['a death', aCluster(), aCluster().dead('etcd-2'), 'etcd-2 does not serve any more'],
    ['a recovery', aCluster().hanging('etcd-2'), aCluster(), 'etcd-2 serves again'],
    ['a version', aCluster(), aCluster().version('etcd-2', '3.5.31'), 'etcd-2 runs 3.5.31, and ran 3.5.30'],
    ['an alarm', aCluster(), aCluster().alarm('etcd-2', 'NOSPACE'), 'Raised since: NOSPACE on etcd-2'],
    ['an alarm less', aCluster().alarm('etcd-2', 'NOSPACE'), aCluster(), 'No longer raised: NOSPACE on etcd-2'],
  ])('tells %s', (_what, before, after, told) => {
    expect(drift(before, after, compact(100))).toEqual([told]);
  });

  it('tells everything at once, the members first', () => {
    const after = aCluster().withMembers(4).dead('etcd-2').alarm('etcd-1', 'NOSPACE').leader('etcd-3');
    expect(drift(aCluster(), after, moveLeader(1, 2))).toEqual([
      'etcd-4 joined',
      'etcd-2 does not serve any more',
      'etcd-3 leads, and etcd-1 did',
      'Raised since: NOSPACE on etcd-1',
    ]);
  });

  it.each<readonly [string, Step, readonly string[]]>([
    ['moving it', moveLeader(1, 2), ['etcd-3 leads, and etcd-1 did']],
    ['defragmenting', defragment(2), ['etcd-3 leads, and etcd-1 did']],
    ['removing the one who leads now', remove(3), ['etcd-3 leads, and etcd-1 did']],
    ['a restart by hand of the one who leads now', restartByHand(3), ['etcd-3 leads, and etcd-1 did']],
    ['a restart by hand of another', restartByHand(2), []],
    ['removing another', remove(2), []],
    ['compacting', compact(100), []],
  ])('counts another leader for %s: %s', (_what, step, told) => {
    expect(drift(aCluster(), aCluster().leader('etcd-3'), step)).toEqual(told);
  });

  it('tells when nobody leads, and when somebody does again', () => {
    expect(drift(aCluster(), aCluster().leader(null), moveLeader(1, 2))).toContain('Nobody leads any more');
    expect(drift(aCluster().leader(null), aCluster(), moveLeader(1, 2))).toContain('etcd-1 leads, and nobody did');
  });

  it('tells another cluster, and nothing of it', () => {
    const plan = aPlan(aCluster().snapshot(), remove(3));
    const moved = { ...plan, relies: { ...plan.relies, clusterId: 'beef', leader: memberId('a9') } };
    expect(driftOf(moved, aCluster().snapshot()).map(text => plain(speak(text, 'en')))).toEqual([
      'It is another cluster: its id is c1, and was beef',
    ]);
  });

  it('takes a list that cannot be read for drift', () => {
    expect(drift(aCluster(), aCluster().listFailing('deadline'), remove(3))).toEqual([
      'The member list cannot be read.',
    ]);
  });
});

describe('what a plan relies on', () => {
  it('is what approvers judge by, in a fixed order', () => {
    expect(reliesOn(aCluster().withMembers(2).dead('etcd-2').alarm('etcd-2', 'NOSPACE').snapshot())).toEqual({
      clusterId: 'c1',
      members: [
        {
          id: 'a1',
          name: 'etcd-1',
          peerUrls: ['http://10.0.0.1:2380'],
          learner: false,
          healthy: true,
          version: '3.5.30',
        },
        { id: 'a2', name: 'etcd-2', peerUrls: ['http://10.0.0.2:2380'], learner: false, healthy: false, version: null },
      ],
      leader: 'a1',
      alarms: ['NOSPACE a2'],
    });
  });

  it('cannot be told without the member list', () => {
    expect(reliesOn(aCluster().listFailing('deadline').snapshot())).toMatchObject({ refused: 'members_unreadable' });
  });
});
