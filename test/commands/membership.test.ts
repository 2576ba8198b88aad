import { describe, expect, it } from 'vitest';
import { checkPlan, refusedBy } from '../../src/core/check.ts';
import { isRefusal } from '../../src/core/refusal.ts';
import { aCluster } from '../a-cluster.ts';
import { aMoment, plan } from '../an-operation.ts';
import { outline, refusalOf } from '../outline.ts';

const five = () => aCluster().withMembers(5);
const withLearner = () => aCluster().withMembers(4).learner('etcd-4');

describe('member add', () => {
  it('adds a learner, waits for it, and promotes it', () => {
    expect(outline('member add etcd-4 https://10.0.0.4:2380', aCluster())).toEqual([
      'await-health',
      'add-learner etcd-4 https://10.0.0.4:2380',
      'await-in-sync etcd-4',
      'promote etcd-4',
      'verify voters etcd-1 etcd-2 etcd-3 etcd-4',
    ]);
  });

  it('writes addresses as etcd compares them', () => {
    expect(outline('member add etcd-4 HTTPS://ETCD-4.Example:2380/', aCluster())[1]).toBe(
      'add-learner etcd-4 https://etcd-4.example:2380',
    );
  });

  it.each([
    ['member add etcd-2 https://10.0.0.4:2380', 'name_taken'],
    ['member add etcd-4 10.0.0.4:2380', 'not_a_peer_url'],
    ['member add etcd-4 https://10.0.0.4', 'not_a_peer_url'],
    ['member add etcd-4 https://10.0.0.4:2380/path', 'not_a_peer_url'],
    ['member add etcd-4 https://user@10.0.0.4:2380', 'not_a_peer_url'],
    ['member add etcd-4 https://10.0.0.4:99999', 'not_a_peer_url'],
    ['member add "etcd 4" https://10.0.0.4:2380', 'not_a_member_name'],
    ['member add etcd-4,x=1 https://10.0.0.4:2380', 'not_a_member_name'],
  ])('%s is refused: %s', (line, code) => {
    expect(refusalOf(line, aCluster())).toBe(code);
  });

  it('cannot be planned on members nobody can list', () => {
    expect(refusalOf('member add etcd-4 https://10.0.0.4:2380', aCluster().listFailing('no_quorum'))).toBe(
      'members_unreadable',
    );
  });
});

describe('a plan that lets somebody in', () => {
  const noted = (line: string, world: ReturnType<typeof aCluster>) => {
    const made = plan(line, world.snapshot());
    if (isRefusal(made)) throw new Error(made.refused);
    return JSON.stringify(made.notes);
  };
  const add = 'member add etcd-4 https://10.0.0.4:2380';
  it.each<readonly [string, ReturnType<typeof aCluster>, string]>([
    [add, aCluster(), '- \\"http://10.0.0.4:2379\\"'],
    ['member add etcd-4 https://[fd00::4]:2380', aCluster(), '- \\"http://[fd00::4]:2379\\"'],
    ['member replace etcd-3 etcd-4 https://10.0.0.4:2380', aCluster().dead('etcd-3'), 'http://10.0.0.4:2379'],
    ['member replace etcd-3 etcd-4 https://10.0.0.4:2380 --learner-first', aCluster(), 'http://10.0.0.4:2379'],
    [add, aCluster().reachedAt('etcd-2', 'http://10.0.0.2:12379'), 'changes.note.endpoint_own'],
  ])('%s names the line for the configuration', (line, world, told) => {
    expect(noted(line, world)).toContain(told);
  });
});

describe('member promote', () => {
  it('waits for the learner first', () => {
    expect(outline('member promote etcd-4', withLearner())).toEqual([
      'await-in-sync etcd-4',
      'promote etcd-4',
      'verify voters etcd-1 etcd-2 etcd-3 etcd-4',
    ]);
  });

  it('has nothing to do for a voter', () => {
    expect(refusalOf('member promote etcd-2', aCluster())).toBe('votes_already');
  });
});

describe('member remove', () => {
  it('removes a follower and waits for those that stay', () => {
    expect(outline('member remove etcd-3', aCluster())).toEqual([
      'remove-member etcd-3',
      'await-health without a3',
      'verify voters etcd-1 etcd-2 without etcd-3',
    ]);
  });

  it('lets a leader hand over first, to the voter least behind', () => {
    const world = five().status('etcd-2', { raftAppliedIndex: 4000 }).version('etcd-3', '3.4.23').learner('etcd-4');
    expect(outline('member remove etcd-1', world)[0]).toBe('move-leader etcd-1 etcd-5');
  });

  it('takes a member by its hex id, and one that is down', () => {
    expect(outline('member remove A3', aCluster().dead('etcd-3'))[0]).toBe('remove-member etcd-3');
    expect(outline('member remove etcd-4', five().dead('etcd-4').dead('etcd-5'))[1]).toBe('await-health without a4 a5');
  });

  it.each([
    ['member remove etcd-33', 'mistyped_member'],
    ['member remove elsewhere', 'unknown_member'],
  ])('%s is refused: %s', (line, code) => {
    expect(refusalOf(line, aCluster())).toBe(code);
  });

  it('never takes the last voter, nor a leader nobody can follow', () => {
    expect(refusalOf('member remove etcd-1', aCluster().withMembers(1))).toBe('last_voter');
    expect(refusalOf('member remove etcd-1', aCluster().dead('etcd-2').dead('etcd-3'))).toBe('no_next_leader');
  });
});

describe('member update', () => {
  it('changes the address and waits until the member is back at it', () => {
    expect(outline('member update etcd-3 https://10.0.0.33:2380', aCluster().dead('etcd-3'))).toEqual([
      'await-health without a3',
      'update-member etcd-3 https://10.0.0.33:2380',
      'await-health',
      'verify voters etcd-1 etcd-2 etcd-3',
    ]);
  });

  it('has nothing to do for the address it has', () => {
    expect(refusalOf('member update etcd-3 http://10.0.0.3:2380', aCluster())).toBe('url_already');
  });
});

describe('member replace', () => {
  it('takes the dead one out first: etcd takes nobody in while it is down', () => {
    expect(outline('member replace etcd-3 etcd-4 https://10.0.0.4:2380', aCluster().dead('etcd-3'))).toEqual([
      'remove-member etcd-3',
      'await-health without a3',
      'add-learner etcd-4 https://10.0.0.4:2380',
      'await-in-sync etcd-4',
      'promote etcd-4',
      'verify voters etcd-1 etcd-2 etcd-4 without etcd-3',
    ]);
  });

  it('may give the newcomer name and address of the one that goes', () => {
    expect(outline('member replace etcd-3 etcd-3 http://10.0.0.3:2380', aCluster().dead('etcd-3'))).toHaveLength(6);
  });

  it('keeps a healthy one until the new one votes', () => {
    expect(outline('member replace etcd-1 etcd-4 https://10.0.0.4:2380 --learner-first', aCluster())).toEqual([
      'await-health',
      'add-learner etcd-4 https://10.0.0.4:2380',
      'await-in-sync etcd-4',
      'promote etcd-4',
      'move-leader etcd-1 etcd-2',
      'remove-member etcd-1',
      'await-health without a1',
      'verify voters etcd-2 etcd-3 etcd-4 without etcd-1',
    ]);
    expect(refusalOf('member replace etcd-2 etcd-4 https://10.0.0.4:2380', aCluster())).toBe('replaced_is_healthy');
  });
});

describe('move-leader', () => {
  it('chooses the fittest voter, and says whom', () => {
    const world = aCluster().status('etcd-2', { raftAppliedIndex: 4990 });
    expect(outline('move-leader', world)).toEqual(['move-leader etcd-1 etcd-3', 'verify leader etcd-3']);
  });

  it.each([
    ['move-leader etcd-1', 'leads_already'],
    ['move-leader etcd-4', 'learner_cannot_lead'],
    ['move-leader etcd-3', 'unfit_to_lead'],
  ])('%s is refused: %s', (line, code) => {
    expect(refusalOf(line, withLearner().dead('etcd-3'))).toBe(code);
  });

  it('needs a leader, and somebody to follow', () => {
    expect(refusalOf('move-leader', aCluster().leader(null))).toBe('leaderless');
    expect(refusalOf('move-leader', aCluster().withMembers(1))).toBe('no_next_leader');
  });
});

describe('the guards', () => {
  const around = { now: aMoment, phase: 'planning', freeze: null, busyWith: null, progress: new Map() } as const;
  const refusing = (line: string, world: ReturnType<typeof aCluster>): readonly string[] => {
    const made = plan(line, world.snapshot());
    if (isRefusal(made)) throw new Error(made.refused);
    return refusedBy(checkPlan({ plan: made, snapshot: world.snapshot(), around })).map(({ guard }) => guard);
  };

  it.each([
    ['member add etcd-4 http://10.0.0.4:2380', aCluster()],
    ['member remove etcd-1', five()],
    ['member update etcd-3 http://10.0.0.33:2380', aCluster()],
    ['member replace etcd-3 etcd-4 http://10.0.0.4:2380', aCluster().dead('etcd-3')],
    ['member replace etcd-1 etcd-4 http://10.0.0.4:2380 --learner-first', aCluster()],
    ['move-leader', aCluster()],
    ['compact', aCluster()],
    ['defrag --all', aCluster()],
    ['rescue nospace', aCluster().alarm('etcd-1', 'NOSPACE').alarm('etcd-3', 'NOSPACE')],
    ['alarm disarm', aCluster().alarm('etcd-2', 'NOSPACE')],
    ['alarm disarm --corrupt', aCluster().alarm('etcd-2', 'CORRUPT').alarm('etcd-1', 'NOSPACE')],
  ])('let %s through where it is sound', (line, world) => {
    expect(refusing(line, world)).toEqual([]);
  });

  it('stop what would cost the quorum', () => {
    expect(refusing('member remove etcd-2', aCluster().dead('etcd-3'))).toContain('quorum');
  });
});
