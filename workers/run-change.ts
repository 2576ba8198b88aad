import type { Operation } from '../src/core/operation.ts';
import { begin, goOn } from './begin.ts';
import type { ChangeWorld } from './change-world.ts';
import { cancel, closeStep, fail, firstLeft, recordOf } from './close-step.ts';
import { fenced, Superseded } from './fenced.ts';
import { passwordsOf } from './passwords.ts';
import { pausingOf } from './pausing.ts';
import { siteAt } from './playing.ts';
import { type Run, record, Stopped, tryRecord } from './run.ts';
import { carryOut } from './run-step.ts';
import { tellVotes } from './show.ts';
import { deedOf } from './steps/index.ts';

/**
 * Carries an approved operation out, or on from where its ledger says it is. Returns when it is over, when a newer run has followed, or, after
 * `stop`, with the operation still running. Rejects when the store can't be written: nothing is done then that is not written down.
 */
export async function runChange(id: string, stop: AbortSignal, world: ChangeWorld): Promise<void> {
  const operation = await world.operations.load(id);
  if (operation === null || (operation.state !== 'queued' && operation.state !== 'running')) return;
  const { cluster } = operation.plan;
  const operator = world.operator(cluster);
  // The configuration of this worker is not that of the one that planned it: another may know the cluster.
  if (operator === null) throw new RangeError(`no cluster ${cluster} is configured here`);
  // Its card is about to be shown by this run: what a bot may have left out is said first.
  await tellVotes(operation, world);
  const fence = await world.operations.takeFence(cluster);
  const holds = () => world.operations.holdsFence(cluster, fence);
  const passwords = passwordsOf(operation, world.vault, world.announcer);
  const checked = fenced(operator, holds);
  const pausing = pausingOf(operation, { operator: checked, holdsFence: holds, world });
  const playbooks = world.playbooks?.(cluster);
  const { inventoryRoot } = world;
  const run: Run = {
    ...{ id, fence, operator: checked, passwords, pausing, stop, world },
    ...(playbooks ? { playbooks } : {}),
    ...(inventoryRoot ? { inventoryRoot: () => inventoryRoot(cluster) } : {}),
  };
  try {
    const begun = hasBegun(operation) ? await goOn(run) : await begin(operation, run);
    if (begun !== null) await runSteps(begun, run);
  } catch (error) {
    if (!(error instanceof Stopped) && !(error instanceof Superseded)) throw error;
    world.log.info({ operation: id, fence, why: error.message }, 'a run leaves its operation to another');
  }
}

const hasBegun = ({ steps }: Operation): boolean => steps.some(({ state }) => state !== 'pending');

async function runSteps(begun: Operation, run: Run): Promise<void> {
  let operation = begun;
  for (let index = firstLeft(operation); index !== -1; index = firstLeft(operation)) {
    if (run.stop.aborted) throw new Stopped('this process ends');
    const step = operation.plan.steps[index];
    const started = await startStep(operation, index, run);
    if (started === null || step === undefined) return cancel(run);
    const end = await carryOut(deedOf(step, siteAt(index, run)), { index, record: recordOf(started, index), run });
    if (end.outcome === 'left') return cancel(run);
    operation = await closeStep(started, end, run);
    if (end.outcome !== 'done') return fail(index, end, run);
  }
  await record({ kind: 'succeeded', fence: run.fence }, run);
}

/** Written down before anything is done. One found running is known not to have happened, or only looks. Null: somebody has cancelled. */
async function startStep(operation: Operation, index: number, run: Run): Promise<Operation | null> {
  const isRunning = recordOf(operation, index).state === 'running';
  if (operation.cancel !== null) {
    if (isRunning && !onlyLooks(operation, index, run)) await closeStep(operation, undone, run);
    return null;
  }
  if (isRunning) return operation;
  const started = await tryRecord({ kind: 'step-started', step: index, fence: run.fence }, run);
  if (started !== null) return started;
  const now = await run.world.operations.load(run.id);
  if (now?.state === 'running' && now.cancel !== null) return null;
  throw new Superseded('another run has gone on');
}

const undone = { outcome: 'failed', note: null } as const;

function onlyLooks({ plan }: Operation, index: number, run: Run): boolean {
  const step = plan.steps[index];
  return step !== undefined && deedOf(step, siteAt(index, run)).kind === 'wait';
}
