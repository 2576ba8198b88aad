import { describe, expect, it } from 'vitest';
import type { BackupSight } from '../../../src/core/backup.ts';
import { snapshot as guard } from '../../../src/core/guards/snapshot.ts';
import { plain } from '../../../src/core/message.ts';
import type { Step } from '../../../src/core/plan.ts';
import { tierOf } from '../../../src/core/tier.ts';
import { speak } from '../../../src/text/speak.ts';
import { aCluster } from '../../a-cluster.ts';
import { aCase, compact, defragment, disarm, join, member, moveLeader, remove, update } from '../a-plan.ts';

const HOUR = 60 * 60_000;
const { now } = aCase(aCluster().snapshot(), []).around;
const directory = '/srv/snapshots';

const kept = (hours: number, broken = 0): BackupSight => ({
  kind: 'seen',
  ...{ directory, broken, maxAgeMs: 26 * HOUR },
  newest: { name: 'prod-1.db', at: now - hours * HOUR },
});
const nothing = (broken: number): BackupSight => ({
  kind: 'seen',
  ...{ directory, broken, maxAgeMs: 26 * HOUR, newest: null },
});

type World = ReturnType<typeof aCluster>;
const judge = (world: World, steps: readonly Step[], backup: BackupSight | null | undefined, breakGlass = false) =>
  guard.judge(aCase(world.snapshot(), steps, { ...(backup === undefined ? {} : { backup }), breakGlass }));

const said = (world: World, steps: readonly Step[], backup: BackupSight | null | undefined): string => {
  const { outcome, because } = judge(world, steps, backup);
  return `${outcome}: ${plain(speak(because, 'en')).replace(/\s/g, ' ')}`;
};

describe('a backup behind a change', () => {
  it.each<readonly [string, World, readonly Step[], BackupSight | null | undefined, string]>([
    ['none configured', aCluster(), [remove(3)], undefined, 'skipped: No snapshots are configured for this cluster'],
    ['none configured either', aCluster(), [remove(3)], null, 'skipped: No snapshots are configured for this cluster'],
    [
      'one of this morning',
      aCluster(),
      [remove(3)],
      kept(3),
      'passed: prod-1.db was saved 3 h ago and is whole; 1 d 2 h is the limit',
    ],
    [
      'one that is just young enough',
      aCluster(),
      [remove(3)],
      kept(26),
      'passed: prod-1.db was saved 1 d 2 h ago and is whole; 1 d 2 h is the limit',
    ],
    [
      'one of three days ago',
      aCluster(),
      [remove(3)],
      kept(72),
      'refused: The newest whole snapshot, prod-1.db, is 3 d old, and 1 d 2 h is the limit. Save one first: etcdctl snapshot save',
    ],
    [
      'none',
      aCluster(),
      [remove(3)],
      nothing(0),
      'refused: There is no whole snapshot in /srv/snapshots. Save one first: etcdctl snapshot save',
    ],
    [
      'damaged ones alone',
      aCluster(),
      [remove(3)],
      nothing(2),
      'refused: There is no whole snapshot in /srv/snapshots; 2 are damaged. Save one first: etcdctl snapshot save',
    ],
    [
      'a folder nobody can read',
      aCluster(),
      [remove(3)],
      { kind: 'unreadable', directory },
      'refused: The worker cannot read /srv/snapshots, so no snapshot is known',
    ],
    [
      'a bucket',
      aCluster(),
      [remove(3)],
      { kind: 'elsewhere' },
      'skipped: Not looked at: the snapshots lie in a bucket',
    ],
    [
      'an old one where leadership moves',
      aCluster(),
      [moveLeader(1, 2)],
      kept(72),
      'skipped: No data is touched, and nobody leaves',
    ],
    [
      'an old one where a member is defragmented',
      aCluster(),
      [defragment(2)],
      kept(72),
      'skipped: The newest whole snapshot, prod-1.db, is 3 d old, and 1 d 2 h is the limit. Save one first if you can',
    ],
    [
      'no folder where history is thrown away',
      aCluster(),
      [compact(1)],
      { kind: 'unreadable', directory },
      'skipped: The worker cannot read /srv/snapshots, so no snapshot is known; none is demanded here',
    ],
  ])('%s', (_, world, steps, backup, verdict) => {
    expect(said(world, steps, backup)).toBe(verdict);
  });

  it.each<readonly [string, World, readonly Step[], 'refused' | 'skipped']>([
    ['a member that serves leaves', aCluster(), [remove(3)], 'refused'],
    ['a CORRUPT alarm is taken back', aCluster().alarm('etcd-2', 'CORRUPT'), [disarm(2, 'CORRUPT')], 'refused'],
    ['the only copy is rewritten', aCluster().withMembers(1), [defragment(1)], 'refused'],
    ['the only copy loses its history', aCluster().withMembers(1), [compact(1)], 'refused'],
    ['a dead member is replaced', aCluster().dead('etcd-3'), [remove(3), ...join(4)], 'skipped'],
    ['a learner leaves', aCluster().learner('etcd-3'), [remove(3)], 'skipped'],
    ['somebody joins', aCluster(), join(4), 'skipped'],
    ['an address changes', aCluster(), [update(3, 'http://10.0.0.33:2380')], 'skipped'],
    ['a full cluster is rescued', aCluster(), [compact(1), defragment(2), disarm(2, 'NOSPACE')], 'skipped'],
  ])('too old a one, when %s: %s', (_, world, steps, outcome) => {
    expect(judge(world, steps, kept(72)).outcome).toBe(outcome);
    expect(judge(world, steps, kept(72), true).outcome).toBe(outcome);
  });

  it('asks for an approval where it only warns', () => {
    const world = aCluster().withMembers(5);
    const given = aCase(world.snapshot(), [defragment(3)], { backup: kept(72) });
    const verdict = { guard: 'snapshot', ...guard.judge(given) };
    expect(tierOf(given.plan, given.snapshot).tier).toBe(1);
    const { tier, reasons } = tierOf(given.plan, given.snapshot, [verdict]);
    expect(tier).toBe(2);
    expect(reasons).toContainEqual(verdict.because);
  });

  it('counts one from the future as new', () => {
    expect(judge(aCluster(), [{ kind: 'remove-member', member: member(3) }], kept(-1)).outcome).toBe('passed');
  });
});
