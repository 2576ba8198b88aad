import type { Cast } from '../../src/core/approval.ts';
import type { Operation, OperationEvent } from '../../src/core/operation.ts';
import { planHash, type Step, shortHash } from '../../src/core/plan.ts';
import { apply } from '../../src/core/transition.ts';
import { aCluster } from '../a-cluster.ts';
import { aRequest } from '../a-request.ts';
import { aPlan, awaitHealth, healthy, remove } from './a-plan.ts';

export const askedAt = Date.UTC(2026, 10, 22, 3, 10);
const MINUTE = 60_000;

/** Asked for by alice, with a step that only looks, one that changes, and the proof; two approvals are needed. */
export function anOpenOperation(
  changes: Partial<Operation> = {},
  steps: readonly Step[] = [awaitHealth(), remove(3), healthy],
): Operation {
  const plan = aPlan(aCluster().withMembers(5).snapshot(), ...steps);
  return {
    version: 1,
    id: 'op-4k2m9x7c1d',
    revision: 1,
    plan,
    hash: planHash(plan),
    request: aRequest('member remove', { args: { member: 'etcd-3' } }),
    requester: { user: 'U1', name: 'alice' },
    verdicts: [],
    tier: 2,
    tierReasons: [],
    rule: { required: 2, expiresMs: 30 * MINUTE, typed: false },
    askedAt,
    expiresAt: askedAt + 30 * MINUTE,
    votes: [],
    state: 'awaiting_approval',
    stateAt: askedAt,
    why: [],
    refusal: null,
    steps: steps.map(() => ({ state: 'pending', startedAt: null, endedAt: null, note: null })),
    cancel: null,
    fence: null,
    ...changes,
  };
}

/** Bob's approval by the button of the card that shows this very plan. */
export const aCast = (operation: Operation, changes: Partial<Cast> = {}): Cast => ({
  user: 'U2',
  name: 'bob',
  may: { approve: true, operate: false },
  now: askedAt + MINUTE,
  verdict: 'approve',
  reason: null,
  hash12: shortHash(operation.hash),
  typed: null,
  ...changes,
});

export const approvedBy = (user: string, name = user): OperationEvent => ({
  kind: 'voted',
  vote: { user, name, at: askedAt + MINUTE, verdict: 'approve', reason: null },
});

/** What the events make of it, a minute after it was asked for. @throws when one is refused */
export const following = (operation: Operation, ...events: readonly OperationEvent[]): Operation =>
  events.reduce((current, event) => {
    const next = apply(current, event, askedAt + MINUTE);
    if (!next.ok) throw new Error(`${event.kind} in ${current.state}: ${next.error.refused}`);
    return next.value.operation;
  }, operation);

export const queued = (): Operation => following(anOpenOperation(), approvedBy('U2', 'bob'), approvedBy('U3', 'carol'));
export const running = (): Operation => following(queued(), { kind: 'started', fence: 7 });
export const begin = (step: number, fence = 7): OperationEvent => ({ kind: 'step-started', step, fence });
export const end = (step: number, outcome: 'done' | 'failed' | 'unknown' = 'done', fence = 7): OperationEvent => ({
  kind: 'step-ended',
  step,
  fence,
  outcome,
  note: null,
});
