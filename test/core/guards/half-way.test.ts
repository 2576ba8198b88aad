import { describe, expect, it } from 'vitest';
import { checkPlan, refusedBy } from '../../../src/core/check.ts';
import type { MemberId, Snapshot } from '../../../src/core/cluster.ts';
import type { GuardCase } from '../../../src/core/guard.ts';
import { plain } from '../../../src/core/message.ts';
import { restartStep } from '../../../src/core/pigsty/runs.ts';
import type { Step } from '../../../src/core/plan.ts';
import { speak } from '../../../src/text/speak.ts';
import { aCluster } from '../../a-cluster.ts';
import { aCase, awaitHealth, defragment, disarm, join, member, moveLeader, remove, restartByHand } from '../a-plan.ts';
import { withPigsty } from '../pigsty/a-pigsty.ts';

/** A plan made for the whole cluster, judged once `done` of its steps are done and `now` is what the cluster looks like. */
const halfWay = (whole: Snapshot, steps: readonly Step[], done: number, now: Snapshot): GuardCase => {
  const { plan } = aCase(whole, steps);
  const { around } = aCase(now, steps, { phase: 'execution' });
  return { plan, from: done, snapshot: now, around };
};

const refusing = (given: GuardCase): readonly string[] =>
  refusedBy(checkPlan(given)).map(({ guard, because }) => `${guard}: ${plain(speak(because, 'en'))}`);

function without(snapshot: Snapshot, id: MemberId | null): Snapshot {
  const { members } = snapshot;
  if (!members.ok) throw new Error('no member list');
  const left = members.value.members.filter(each => each.id !== id);
  return { ...snapshot, members: { ok: true, value: { ...members.value, members: left } } };
}

describe('half of a plan', () => {
  const five = aCluster().withMembers(5).dead('etcd-2').dead('etcd-3').snapshot();
  const replace = [awaitHealth(2, 3), remove(3), ...join(6)];

  it('of a repair goes on once the dead one is removed, though another is dead', () => {
    expect(refusing(halfWay(five, replace, 0, five))).toEqual([]);
    expect(refusing(halfWay(five, replace, 2, without(five, member(3).id)))).toEqual([]);
  });

  it('of what was no repair is still held up by one that died meanwhile', () => {
    const whole = aCluster().withMembers(5).snapshot();
    const now = without(aCluster().withMembers(5).dead('etcd-2').snapshot(), member(3).id);
    expect(refusing(halfWay(whole, replace, 2, now)).map(each => each.split(':')[0])).toContain('reachable');
  });

  it('is not held up by an alarm of the member that it has removed', () => {
    const whole = aCluster().dead('etcd-3').alarm('etcd-3', 'CORRUPT').snapshot();
    const steps = [awaitHealth(3), remove(3), ...join(4)];
    expect(refusing(halfWay(whole, steps, 2, without(whole, member(3).id)))).toEqual([]);
  });

  it('does not miss the alarms that it has taken back', () => {
    const steps = [disarm(1, 'NOSPACE'), disarm(2, 'NOSPACE')];
    const whole = aCluster().alarm('etcd-1', 'NOSPACE').alarm('etcd-2', 'NOSPACE').snapshot();
    const now = aCluster().alarm('etcd-2', 'NOSPACE').snapshot();
    expect(refusing(halfWay(whole, steps, 1, now))).toEqual([]);
  });

  it('is told by the numbers of the whole', () => {
    const steps = [moveLeader(1, 2), defragment(1), defragment(2)];
    const now = aCluster().leader('etcd-2').snapshot();
    expect(refusing(halfWay(aCluster().snapshot(), steps, 2, now))).toEqual([
      'leader_relieved: Step 3: etcd-2 leads. Leadership has to be moved first',
    ]);
  });

  it('whose restart had only been written down when its worker was lost is not taken for one that nobody looked after', () => {
    const here = withPigsty(aCluster());
    const restart = restartStep({ address: '10.0.0.2' }, member(2));
    for (const steps of [
      [awaitHealth(), restart, awaitHealth()],
      [awaitHealth(), restartByHand(2), awaitHealth()],
    ])
      expect(refusing(halfWay(here, steps, 1, here))).toEqual([]);
    const blind = [awaitHealth(), restart, restartByHand(3)];
    expect(refusing(halfWay(here, blind, 1, here))).toEqual([
      'playbook_serial: Step 3 restarts a member, and nobody has looked since the one before',
    ]);
  });

  it('looks at nothing when only the proof is left', () => {
    const dead = aCluster().dead('etcd-2').snapshot();
    const steps: readonly Step[] = [remove(3), { kind: 'verify', expect: { kind: 'healthy' } }];
    expect(refusing(halfWay(dead, steps, 1, dead))).toEqual([]);
  });
});
