import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../src/core/cluster.ts';
import { plain } from '../../../src/core/message.ts';
import { aroundOf, vipNotes } from '../../../src/core/patroni/around.ts';
import { createStep, loginsSteps, restartStep } from '../../../src/core/pigsty/runs.ts';
import type { Step } from '../../../src/core/plan.ts';
import { isRefusal } from '../../../src/core/refusal.ts';
import { speak } from '../../../src/text/speak.ts';
import { aCluster } from '../../a-cluster.ts';
import { plan } from '../../an-operation.ts';
import { compact, defragment, join, member, moveLeader, remove } from '../a-plan.ts';
import { aPigsty, aPostgres, patroniOnly, withPigsty, withPostgres } from '../pigsty/a-pigsty.ts';

const shop = ['pg_cluster: pg-orders,', 'pg_cluster: shop-0, pg_shard: shop, pg_group: 0,'] as const;
const pause: Step = { kind: 'pause-postgres', postgres: 'pg-orders', until: null };
const here = withPigsty(aCluster());
const host = { address: '10.0.0.2' };

describe('virtual addresses beside etcd', () => {
  it('belong to clusters as Patroni calls them, those of Citus too', () => {
    expect(aroundOf(here).vips).toEqual(['pg-orders']);
    expect(aroundOf(withPigsty(aCluster(), aPigsty([shop]))).vips).toEqual(['shop/0']);
    expect(aroundOf(aCluster().snapshot()).vips).toEqual([]);
  });

  it.each<readonly [string, Snapshot, readonly Step[], boolean]>([
    ['a restart', here, [restartStep(host, member(2))], true],
    ['a reset', here, [createStep('etcd', [member(1)])], true],
    ['an election', here, [moveLeader(1, 2)], true],
    ['a member that leaves', here, [remove(3)], true],
    ['a long defragmentation', withPigsty(aCluster().defragmentsIn('etcd-2', 4)), [defragment(2)], true],
    ['a short one', here, [defragment(2)], false],
    ['a compaction', here, [compact(9)], false],
    ['a member that joins', here, join(4), false],
    ['a pause and what restarts no etcd', here, [pause, ...loginsSteps(aPigsty().inventory)], false],
    [
      'a restart where there is none',
      withPigsty(aCluster(), aPigsty([['pg_vip_enabled: true', 'pg_vip_enabled: false']])),
      [restartStep(host, member(2))],
      false,
    ],
    [
      'a restart beside an inventory that cannot be read',
      { ...here, pigsty: { ok: false, fault: { code: 'unknown', detail: '' } } },
      [restartStep(host, member(2))],
      false,
    ],
  ])('are told of where they may go away: %s', (_, snapshot, steps, told) => {
    expect(vipNotes(steps, snapshot).map(note => plain(speak(note, 'en')))).toEqual(
      told
        ? [
            expect.stringMatching(
              /^Virtual addresses may go away.*does not keep them: pg-orders\. .*restart vip-manager/,
            ),
          ]
        : [],
    );
  });

  it.each([
    'playbook restart',
    'playbook gc',
    'playbook reset',
    'member remove etcd-3',
    'move-leader --pause-postgres',
  ])('are told of by the plan of %s', line => {
    const made = plan(line, {
      ...here,
      ...withPostgres(aPostgres('pg-orders')),
      space: { ok: true, value: patroniOnly },
    });
    if (isRefusal(made)) throw new Error(made.refused);
    expect(JSON.stringify(made.notes)).toContain('pause.note.vips');
  });
});
