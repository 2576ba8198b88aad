import { inner, say } from '../src/core/message.ts';
import type { Operation, StepRecord } from '../src/core/operation.ts';
import { Superseded } from './fenced.ts';
import { tellLog } from './playbook-log.ts';
import { type Run, record } from './run.ts';
import type { StepEnd } from './run-step.ts';

/** The step whose turn it is; -1 when all are done. */
export const firstLeft = ({ steps }: Operation): number => steps.findIndex(({ state }) => state !== 'done');

export function recordOf({ steps }: Operation, index: number): StepRecord {
  return steps[index] ?? { state: 'pending', startedAt: null, endedAt: null, note: null };
}

/** Writes down how the step that runs has ended; nothing when none does. */
export async function closeStep(operation: Operation, end: StepEnd, run: Run): Promise<Operation> {
  const index = firstLeft(operation);
  if (end.outcome === 'left' || recordOf(operation, index).state !== 'running') return operation;
  const { outcome, note } = end;
  const closed = await record({ kind: 'step-ended', step: index, fence: run.fence, outcome, note }, run);
  await tellLog(closed, index, run);
  return closed;
}

/** Ends an operation between two steps. It is told of the one who asked for that. */
export async function cancel(run: Run): Promise<void> {
  const operation = await run.world.operations.load(run.id);
  if (!operation?.cancel) throw new Superseded('nobody cancelled it');
  const { user, name } = operation.cancel;
  await record({ kind: 'cancelled', user, name }, run);
}

/** Ends an operation at a step that was not done. What was to stop anyway, and certainly did nothing in that step, was cancelled. */
export async function fail(index: number, { outcome, note }: StepEnd, run: Run): Promise<void> {
  const now = await run.world.operations.load(run.id);
  if (now?.cancel && outcome === 'failed') return cancel(run);
  const told = { number: index + 1, note: inner(note ?? say('running.did_not_happen_plainly')) };
  const why = outcome === 'unknown' ? say('running.step_unknown', told) : say('running.step_failed', told);
  await record({ kind: 'failed', fence: run.fence, why: [why] }, run);
}
