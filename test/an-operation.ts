import { commands } from '../commands/index.ts';
import { ruleFor } from '../src/core/approval.ts';
import { checkPlan } from '../src/core/check.ts';
import type { Snapshot } from '../src/core/cluster.ts';
import type { Surroundings } from '../src/core/guard.ts';
import type { Text } from '../src/core/message.ts';
import { type Operation, type OperationEvent, type OperationState, operationStates } from '../src/core/operation.ts';
import { nameOf, parse } from '../src/core/parse.ts';
import { type Plan, planHash } from '../src/core/plan.ts';
import { isRefusal, type Refusal, refuse } from '../src/core/refusal.ts';
import type { Request } from '../src/core/request.ts';
import type { Settings } from '../src/core/settings.ts';
import { tierOf } from '../src/core/tier.ts';
import { apply } from '../src/core/transition.ts';
import { wordsOfSlack } from '../src/core/words.ts';
import { aRequest } from './a-request.ts';

export const aMoment = Date.UTC(2026, 10, 22, 3, 10);
const MINUTE = 60_000;

const approvals: Settings['approvals'] = {
  production: { required: 1, expiresMs: 30 * MINUTE, typed: false },
  staging: { required: 0, expiresMs: 30 * MINUTE, typed: false },
  development: { required: 0, expiresMs: 30 * MINUTE, typed: false },
  destructive: { required: 2, expiresMs: 30 * MINUTE, typed: true },
};

/** What somebody typed, understood as the bot understands it. */
export function requestOf(line: string): Request {
  const words = wordsOfSlack(line);
  const asked = words.ok ? parse(words.value, { commands, clusters: ['prod'], channelCluster: null }) : words;
  if (!asked.ok) throw new Error(`${line}: ${asked.error.refused}`);
  return aRequest(asked.value.command, asked.value);
}

/** What the command makes of this world. */
export function plan(line: string, snapshot: Snapshot): Plan | Refusal {
  const request = requestOf(line);
  const command = commands.find(known => nameOf(known) === request.command);
  if (command?.kind !== 'change') throw new Error(`${line} is no change`);
  const needs = command.needs(request);
  return isRefusal(needs) ? needs : command.plan(request, snapshot);
}

const quiet: Surroundings = { now: aMoment, phase: 'planning', freeze: null, busyWith: null, progress: new Map() };

/** The operation of a command in its first state, judged by the real guards. */
export function anOperation(line: string, snapshot: Snapshot, changes: Partial<Operation> = {}): Operation {
  const made = plan(line, snapshot);
  if (isRefusal(made)) throw new Error(`${line}: ${made.refused}`);
  return { ...anOperationOf(made, snapshot), request: requestOf(line), ...changes };
}

export function anOperationOf(made: Plan, snapshot: Snapshot): Operation {
  const verdicts = checkPlan({ plan: made, snapshot, around: quiet });
  const { tier, reasons } = tierOf(made, snapshot, verdicts);
  const rule = ruleFor(approvals, 'production', tier);
  return {
    version: 1,
    id: 'op-4k2m9x7c1d',
    revision: 1,
    plan: made,
    hash: planHash(made),
    request: aRequest(made.command),
    requester: { user: 'U1', name: 'alice' },
    verdicts,
    tier,
    tierReasons: reasons,
    rule,
    askedAt: aMoment,
    expiresAt: aMoment + rule.expiresMs,
    votes: [],
    state: rule.required > 0 ? 'awaiting_approval' : 'queued',
    stateAt: aMoment,
    why: [],
    refusal: null,
    steps: made.steps.map(() => ({ state: 'pending', startedAt: null, endedAt: null, note: null })),
    cancel: null,
    fence: null,
  };
}

/** What happened to it, a second apart. */
export function happened(operation: Operation, ...events: readonly OperationEvent[]): Operation {
  let now = operation.stateAt;
  return events.reduce((current, event) => {
    now += 1000;
    const next = apply(current, event, now);
    if (!next.ok) throw new Error(`${event.kind} in ${current.state}: ${next.error.refused}`);
    return next.value.operation;
  }, operation);
}

export const approvedBy = (user: string, name: string): OperationEvent => ({
  kind: 'voted',
  vote: { user, name, at: aMoment + 1000, verdict: 'approve', reason: null },
});

export const bothApprove: readonly OperationEvent[] = [approvedBy('U2', 'bob'), approvedBy('U3', 'carol')];

/** The first steps done, one after another. */
export const stepsDone = (count: number): readonly OperationEvent[] =>
  Array.from({ length: count }, (_, step) => step).flatMap((step): readonly OperationEvent[] => [
    { kind: 'step-started', step, fence: 1 },
    { kind: 'step-ended', step, fence: 1, outcome: 'done', note: null },
  ]);

/** One operation in each of the ten states, as real events bring it there. */
export function inEveryState(line: string, snapshot: Snapshot, why: Text): ReadonlyMap<OperationState, Operation> {
  const first = anOperation(line, snapshot);
  const approved = first.rule.required > 1 ? bothApprove : bothApprove.slice(0, first.rule.required);
  const queued = happened(first, ...approved);
  const running = happened(queued, { kind: 'started', fence: 1 });
  const denial = { user: 'U2', name: 'bob', at: aMoment, verdict: 'deny', reason: 'not before the backup' } as const;
  const all: Readonly<Record<OperationState, () => Operation>> = {
    awaiting_approval: () => first,
    queued: () => queued,
    running: () => happened(running, ...stepsDone(1), { kind: 'step-started', step: 1, fence: 1 }),
    succeeded: () => happened(running, ...stepsDone(first.plan.steps.length), { kind: 'succeeded', fence: 1 }),
    failed: () =>
      happened(
        running,
        ...stepsDone(1),
        { kind: 'step-started', step: 1, fence: 1 },
        { kind: 'step-ended', step: 1, fence: 1, outcome: 'failed', note: why },
        { kind: 'failed', fence: 1, why: [why] },
      ),
    refused: () =>
      happened(queued, {
        kind: 'refused',
        refusal: refuse('not_operator'),
        verdicts: [{ guard: 'quorum', outcome: 'refused', because: why }],
      }),
    denied: () => happened(first, { kind: 'voted', vote: denial }),
    expired: () => ({ ...first, state: 'expired', stateAt: first.expiresAt }),
    cancelled: () => happened(first, { kind: 'cancelled', user: 'U1', name: 'alice' }),
    stale: () => happened(queued, { kind: 'stale', why: [why] }),
  };
  return new Map(operationStates.map(state => [state, all[state]()]));
}
