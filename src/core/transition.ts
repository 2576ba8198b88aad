import { isApproved, isOverdue } from './approval.ts';
import type { AuditRecord } from './audit.ts';
import { auditOfEvent } from './audit-of-operation.ts';
import { awaitsReview } from './break-glass.ts';
import { code, type Text, verbatim } from './message.ts';
import type { Operation, OperationEvent, OperationState, StepRecord } from './operation.ts';
import { onlyWatches } from './plan.ts';
import { type Refusal, refuse } from './refusal.ts';
import { fail, type Result, succeed } from './result.ts';

/** `quiet`: how far a step is stands in the operation; the audit log holds that it began and how it ended. */
export type Transition = { readonly operation: Operation; readonly audit: AuditRecord; readonly quiet?: true };

/** What an event changes; null when the state does not allow it. */
type Change = Partial<Operation> | null;

/**
 * The only way in which an operation changes. Total: every event on every operation either gives the next revision with
 * its audit record, or a refusal (`other_state`, or `fence_lost` for a run that another has followed).
 */
export function apply(operation: Operation, event: OperationEvent, now: number): Result<Transition, Refusal> {
  if (isOutrun(operation, event)) return fail(refuse('fence_lost', { id: code(operation.id) }));
  const change = changeBy(operation, event, now);
  if (!change) return fail(refuse('other_state', { id: code(operation.id) }));
  const state = change.state ?? operation.state;
  const stateAt = state === operation.state ? operation.stateAt : now;
  const next: Operation = { ...operation, ...change, stateAt, revision: operation.revision + 1 };
  const quiet = event.kind === 'step-noted' ? { quiet: true as const } : {};
  return succeed({ operation: next, audit: auditOfEvent(operation, event, next, now), ...quiet });
}

/** Only what a run does carries its fence; a new run has to bring a newer one. */
function isOutrun({ fence }: Operation, event: OperationEvent): boolean {
  if (!('fence' in event)) return false;
  return event.kind === 'started' ? fence !== null && event.fence <= fence : fence !== null && event.fence !== fence;
}

function changeBy(operation: Operation, event: OperationEvent, now: number): Change {
  switch (event.kind) {
    case 'voted':
      return voted(operation, event, now);
    case 'expired':
      return isOverdue(operation, now) ? { state: 'expired' } : null;
    case 'unserved':
      return operation.state === 'queued' && operation.why.length === 0 ? { why: [event.why] } : null;
    case 'nagged':
    case 'reviewed':
      return reviewed(operation, event, now);
    case 'cancelled':
      return cancelled(operation, event, now);
    case 'started':
      return isOpenTo(operation, 'queued', 'running') ? { state: 'running', fence: event.fence, why: [] } : null;
    case 'stale':
      return isUnbegun(operation) ? { state: 'stale', why: event.why } : null;
    case 'refused':
      return isUnbegun(operation)
        ? {
            state: 'refused',
            refusal: event.refusal,
            verdicts: event.verdicts.length > 0 ? event.verdicts : operation.verdicts,
          }
        : null;
    case 'step-started':
    case 'step-noted':
    case 'step-ended':
      return isOpenTo(operation, 'running') ? stepped(operation, event, now) : null;
    case 'succeeded':
      return isOpenTo(operation, 'running') && operation.steps.every(({ state }) => state === 'done')
        ? { state: 'succeeded' }
        : null;
    case 'failed':
      return isOpenTo(operation, 'running') ? failed(operation, event.why, now) : null;
  }
}

const isOpenTo = ({ state }: Operation, ...states: readonly OperationState[]): boolean => states.includes(state);

/** Approved, and nothing has been done yet. */
const isUnbegun = (operation: Operation): boolean =>
  isOpenTo(operation, 'queued', 'running') && operation.steps.every(({ state }) => state === 'pending');

function voted(operation: Operation, { vote }: Extract<OperationEvent, { kind: 'voted' }>, now: number): Change {
  if (operation.state !== 'awaiting_approval' || isOverdue(operation, now)) return null;
  const votes = [...operation.votes, vote];
  if (vote.verdict === 'deny') {
    return { votes, state: 'denied', why: vote.reason === null ? [] : [verbatim(vote.reason)] };
  }
  const twice = operation.votes.some(({ user, verdict }) => user === vote.user && verdict === 'approve');
  if (vote.user === operation.requester.user || twice) return null;
  return { votes, state: isApproved({ ...operation, votes }) ? 'queued' : 'awaiting_approval' };
}

/** After an emergency: people are asked to look at it, until one has. */
function reviewed(
  operation: Operation,
  event: Extract<OperationEvent, { kind: 'nagged' | 'reviewed' }>,
  now: number,
): Change {
  const { breakGlass, requester } = operation;
  if (!breakGlass || !awaitsReview(operation)) return null;
  if (event.kind === 'nagged') return { breakGlass: { ...breakGlass, nags: breakGlass.nags + 1, naggedAt: now } };
  const { user, name } = event;
  return user === requester.user ? null : { breakGlass: { ...breakGlass, review: { user, name, at: now } } };
}

/** One that runs is asked to stop; asked again, as its run does between two steps, it has stopped. */
function cancelled(operation: Operation, who: { readonly user: string; readonly name: string }, now: number): Change {
  const cancel = operation.cancel ?? { user: who.user, name: who.name, at: now };
  if (isOpenTo(operation, 'awaiting_approval', 'queued')) return { cancel, state: 'cancelled' };
  if (!isOpenTo(operation, 'running')) return null;
  if (!operation.cancel) return { cancel };
  const effects = operation.plan.steps.filter((step, index) => isInDoubt(operation.steps[index]) && !onlyWatches(step));
  if (effects.length > 0) return null;
  const left = operation.steps.map(step => (step.state === 'done' ? step : abandoned(step, now)));
  return { state: 'cancelled', steps: left };
}

const isInDoubt = (step: StepRecord | undefined): boolean => step?.state === 'running' || step?.state === 'unknown';

const abandoned = (step: StepRecord, now: number): StepRecord =>
  step.state === 'failed' ? step : { ...step, state: 'skipped', endedAt: step.startedAt === null ? null : now };

type StepEvent = Extract<OperationEvent, { kind: 'step-started' | 'step-noted' | 'step-ended' }>;

function stepped({ steps, cancel }: Operation, event: StepEvent, now: number): Change {
  const record = steps[event.step];
  if (!record) return null;
  const next = nextRecord(record, event, now);
  if (!next) return null;
  const inTurn = steps.every(({ state }, index) => (index < event.step ? state === 'done' : true));
  if (event.kind === 'step-started' && (cancel || !inTurn)) return null;
  return { steps: steps.with(event.step, next) };
}

/** An unknown end may still be read back. */
function nextRecord(record: StepRecord, event: StepEvent, now: number): StepRecord | null {
  switch (event.kind) {
    case 'step-started':
      return record.state === 'pending' ? { state: 'running', startedAt: now, endedAt: null, note: null } : null;
    case 'step-noted':
      if (record.state !== 'running') return null;
      return event.beside ? { ...record, progress: event.note } : { ...record, note: event.note };
    case 'step-ended':
      return isInDoubt(record)
        ? { state: event.outcome, startedAt: record.startedAt, endedAt: now, note: event.note }
        : null;
  }
}

/** What nobody saw the end of is unknown; what has not begun does not happen. */
function failed({ steps }: Operation, why: readonly Text[], now: number): Change {
  const left = steps.map((step): StepRecord => {
    if (step.state === 'running') return { ...step, state: 'unknown', endedAt: now };
    return step.state === 'pending' ? { ...step, state: 'skipped' } : step;
  });
  return { state: 'failed', why, steps: left };
}
