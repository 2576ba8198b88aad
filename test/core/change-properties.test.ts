import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { approversOf } from '../../src/core/approval.ts';
import { checkPlan, isRefused } from '../../src/core/check.ts';
import type { Snapshot } from '../../src/core/cluster.ts';
import { isMembershipStep, projectionOf, tallyOf } from '../../src/core/membership-projection.ts';
import { verbatim } from '../../src/core/message.ts';
import {
  isOver,
  type Operation,
  type OperationEvent,
  type OperationState,
  operationStates,
} from '../../src/core/operation.ts';
import { planHash, type Step } from '../../src/core/plan.ts';
import { refuse } from '../../src/core/refusal.ts';
import { tierOf } from '../../src/core/tier.ts';
import { apply } from '../../src/core/transition.ts';
import { aCluster } from '../a-cluster.ts';
import {
  aCase,
  aPlan,
  awaitHealth,
  compact,
  defragment,
  disarm,
  healthy,
  join,
  moveLeader,
  newcomer,
  promote,
  remove,
  update,
} from './a-plan.ts';
import { anOpenOperation, approvedBy, askedAt, begin, end } from './an-open-operation.ts';

const trouble = fc.constantFrom('dead', 'hanging', 'barred', 'cut off', 'unasked', 'learner', 'unstarted');

const seldom = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ arbitrary: fc.constant(null), weight: 8 }, { arbitrary, weight: 1 });

/** A cluster of that many members, of any version, in any state of repair; most members are well, or nothing would ever pass. */
const clusterOf = (size: number): fc.Arbitrary<Snapshot> =>
  fc
    .record({
      troubles: fc.array(seldom(trouble), { minLength: size, maxLength: size }),
      leader: fc.integer({ min: 1, max: size }),
      version: fc.constantFrom('3.4.23', '3.5.16', '3.5.30', '3.6.14', '3.7.1'),
      alarm: seldom(fc.constantFrom('NOSPACE', 'CORRUPT')),
    })
    .map(({ troubles, leader, version, alarm }) => {
      const world = aCluster().withMembers(size).leader(`etcd-${leader}`);
      for (const [index, each] of troubles.entries()) {
        world.version(`etcd-${index + 1}`, version);
        if (each !== null) bringInto(world, `etcd-${index + 1}`, each);
      }
      if (alarm !== null) world.alarm('etcd-1', alarm);
      return world.snapshot();
    });

function bringInto(world: ReturnType<typeof aCluster>, who: string, into: string): unknown {
  if (into === 'dead') return world.dead(who);
  if (into === 'hanging') return world.hanging(who);
  if (into === 'barred') return world.failing(who, 'tls_untrusted');
  if (into === 'cut off') return world.refusing(who, { linearizable: 'no_quorum' });
  if (into === 'unasked') return world.unasked(who);
  return into === 'learner' ? world.learner(who) : world.unstarted(who);
}

/** Any steps, and some that make sense. */
function stepsFor(size: number): fc.Arbitrary<readonly Step[]> {
  const one = fc.integer({ min: 1, max: size });
  const other = fc.integer({ min: 1, max: size + 1 });
  const added = newcomer(size + 1);
  const step: fc.Arbitrary<Step> = fc.oneof(
    one.map(remove),
    one.map(promote),
    one.map(defragment),
    fc.tuple(one, other).map(([from, to]) => moveLeader(from, to)),
    fc.tuple(one, other).map(([who, where]) => update(who, `http://10.0.1.${where}:2380`)),
    fc.constantFrom<Step>(...join(size + 1), { kind: 'remove-member', member: added }),
    fc.constantFrom(disarm(1, 'NOSPACE'), disarm(1, 'CORRUPT'), compact(4000), awaitHealth(), healthy),
  );
  return fc.oneof(
    fc.array(step, { minLength: 1, maxLength: 6 }),
    fc.array(one, { minLength: 1, maxLength: 3 }).map(gone => gone.map(remove)),
    fc.constant(join(size + 1)),
    one.map(gone => [remove(gone), awaitHealth(gone), ...join(size + 1)]),
    one.map(gone => [...join(size + 1), remove(gone)]),
    fc.tuple(one, other).map(([from, to]) => [moveLeader(from, to), remove(from)]),
    one.map(who => [update(who, 'http://10.0.1.1:2380')]),
  );
}
const change = fc.integer({ min: 1, max: 7 }).chain(size => fc.tuple(clusterOf(size), stepsFor(size)));

describe('no plan that the guards let through', () => {
  it('ever leaves a cluster without quorum, nor with none to spare unless the tier says so', () => {
    let passed = 0;
    fc.assert(
      fc.property(change, ([snapshot, chosen]) => {
        const given = aCase(snapshot, chosen, { phase: 'execution' });
        const verdicts = checkPlan(given);
        if (isRefused(verdicts)) return;
        passed++;
        const changing = projectionOf(given.plan, snapshot).filter(({ step }) => isMembershipStep(step));
        const { tier } = tierOf(given.plan, snapshot, verdicts);
        for (const { after } of changing) {
          const { voters, tolerance } = tallyOf(after);
          expect(voters).toBeGreaterThan(0);
          expect(tolerance).toBeGreaterThanOrEqual(0);
        }
        const last = changing.at(-1);
        if (last && tallyOf(last.after).tolerance < 1) expect(tier).toBe(3);
      }),
      { numRuns: 1_000 },
    );
    // A property that nothing reaches proves nothing.
    expect(passed).toBeGreaterThan(100);
  });

  it('is judged the same twice, and by every guard, whatever the cluster looks like', () => {
    fc.assert(
      fc.property(change, ([snapshot, chosen]) => {
        const given = aCase(snapshot, chosen);
        const verdicts = checkPlan(given);
        expect(verdicts).toEqual(checkPlan(given));
        expect(new Set(verdicts.map(({ guard }) => guard)).size).toBe(verdicts.length);
        const { tier, reasons } = tierOf(given.plan, snapshot, verdicts);
        expect(reasons.length > 0).toBe(tier > 0);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the hash of a plan', () => {
  const step = fc.integer({ min: 1, max: 3 }).chain(size => stepsFor(size).map(([first = healthy]) => first));
  const plan = (chosen: readonly Step[]) => aPlan(aCluster().snapshot(), ...chosen);

  it('differs whenever a step differs, comes, goes or moves', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 5 }), fc.array(step, { maxLength: 5 }), (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        expect(planHash(plan(one)) === planHash(plan(other))).toBe(same);
      }),
    );
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 5 }), fc.nat(), step, (chosen, at, instead) => {
        const index = at % chosen.length;
        const changed = chosen.with(index, instead);
        const same = JSON.stringify(chosen[index]) === JSON.stringify(instead);
        expect(planHash(plan(chosen)) === planHash(plan(changed))).toBe(same);
        expect(planHash(plan(chosen))).not.toBe(planHash(plan(chosen.toSpliced(index, 1))));
      }),
    );
  });

  it('does not depend on the order in which a value was put together', () => {
    const made = plan([remove(3)]);
    const reversed = Object.fromEntries(Object.entries(made).toReversed());
    expect(planHash({ ...made, ...reversed })).toBe(planHash(made));
  });
});

const person = fc.constantFrom('U1', 'U2', 'U3', 'U4');
const fence = fc.constantFrom(1, 2, 3);
const index = fc.integer({ min: -1, max: 3 });
const event: fc.Arbitrary<OperationEvent> = fc.oneof(
  fc.record({
    kind: fc.constant('voted' as const),
    vote: fc.record({
      user: person,
      name: person,
      at: fc.constant(askedAt),
      verdict: fc.constantFrom('approve', 'approve', 'approve', 'deny'),
      reason: fc.constantFrom(null, 'no'),
    }),
  }),
  fc.record({ kind: fc.constant('cancelled' as const), user: person, name: person }),
  fc.record({ kind: fc.constant('started' as const), fence }),
  fc.record({ kind: fc.constant('step-started' as const), step: index, fence }),
  fc.record({ kind: fc.constant('step-started' as const), step: index, fence }),
  fc.record({ kind: fc.constant('step-noted' as const), step: index, fence, note: fc.constant(verbatim('…')) }),
  fc.record({
    kind: fc.constant('step-ended' as const),
    step: index,
    fence,
    outcome: fc.constantFrom('done', 'done', 'done', 'failed', 'unknown'),
    note: fc.constant(null),
  }),
  fc.record({ kind: fc.constant('succeeded' as const), fence }),
  fc.record({ kind: fc.constant('failed' as const), fence, why: fc.constant([]) }),
  fc.constantFrom<OperationEvent>(
    { kind: 'expired' },
    { kind: 'stale', why: [verbatim('etcd-4 joined')] },
    { kind: 'refused', refusal: refuse('not_operator'), verdicts: [] },
  ),
);

const ways: Readonly<Record<OperationState, readonly OperationState[]>> = {
  awaiting_approval: ['awaiting_approval', 'queued', 'denied', 'expired', 'cancelled'],
  queued: ['running', 'stale', 'refused', 'cancelled'],
  running: ['running', 'succeeded', 'failed', 'stale', 'refused', 'cancelled'],
  succeeded: [],
  failed: [],
  refused: [],
  denied: [],
  expired: [],
  cancelled: [],
  stale: [],
};

const LATE = anOpenOperation().expiresAt;
/** Every transition of a random life, refused ones left out. */
function live(events: readonly (readonly [OperationEvent, number])[]): readonly (readonly [Operation, Operation])[] {
  const moves: (readonly [Operation, Operation])[] = [];
  let operation = anOpenOperation();
  for (const [each, at] of events) {
    const next = apply(operation, each, at);
    if (!next.ok) continue;
    moves.push([operation, next.value.operation]);
    operation = next.value.operation;
  }
  return moves;
}
/** Left to chance, hardly any would ever run. */
const beginning: readonly OperationEvent[] = [
  approvedBy('U2'),
  approvedBy('U3'),
  { kind: 'started', fence: 1 },
  ...[0, 1, 2].flatMap(each => [begin(each, 1), end(each, 'done', 1)]),
];

const life = fc
  .record({
    events: fc.array(event, { minLength: 1, maxLength: 60 }),
    begun: fc.nat(beginning.length),
    lateFrom: fc.option(fc.nat(20), { freq: 2 }),
  })
  .map(({ events, begun, lateFrom }) =>
    [...beginning.slice(0, begun), ...events].map((each, at): readonly [OperationEvent, number] => [
      each,
      lateFrom !== null && at >= lateFrom ? LATE : askedAt,
    ]),
  );
describe('the life of an operation', () => {
  it('never leaves the graph of states, and counts every transition once', () => {
    const reached = new Set<OperationState>();
    fc.assert(
      fc.property(life, events => {
        for (const [before, after] of live(events)) {
          reached.add(after.state);
          expect(ways[before.state]).toContain(after.state);
          expect(after.revision).toBe(before.revision + 1);
          expect(isOver(before.state)).toBe(false);
          expect([after.id, after.hash, after.plan, after.requester]).toEqual([
            before.id,
            before.hash,
            before.plan,
            before.requester,
          ]);
        }
      }),
      { numRuns: 1_000 },
    );
    expect(reached).toEqual(new Set(operationStates));
  });

  it('never runs without two distinct approvers, of whom the requester is none', () => {
    fc.assert(
      fc.property(life, events => {
        for (const [, after] of live(events)) {
          const approvals = after.votes.filter(({ verdict }) => verdict === 'approve').map(({ user }) => user);
          expect(approvals).not.toContain('U1');
          expect(new Set(approvals).size).toBe(approvals.length);
          if (after.state === 'queued' || after.state === 'running') expect(approversOf(after)).toHaveLength(2);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('never does a step twice, nor two at once, nor one out of turn', () => {
    fc.assert(
      fc.property(life, events => {
        for (const [before, after] of live(events)) {
          const doubtful = after.steps.filter(({ state }) => state === 'running' || state === 'unknown');
          expect(doubtful.length).toBeLessThanOrEqual(1);
          for (const [at, record] of after.steps.entries()) {
            const was = before.steps[at]?.state;
            if (was === 'done' || was === 'failed') expect(record.state).toBe(was);
            if (was !== 'running' && record.state === 'running') {
              expect(was).toBe('pending');
              expect(after.steps.slice(0, at).every(({ state }) => state === 'done')).toBe(true);
            }
          }
          if (after.state === 'succeeded') expect(after.steps.every(({ state }) => state === 'done')).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
