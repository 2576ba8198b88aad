import type { Text } from '../src/core/message.ts';
import type { Operation, OperationEvent } from '../src/core/operation.ts';
import type { Playbooks } from '../src/core/playbooks.ts';
import type { EtcdOperator, Passwords } from '../src/core/ports.ts';
import { apply } from '../src/core/transition.ts';
import type { ChangeWorld } from './change-world.ts';
import { Superseded } from './fenced.ts';
import type { Pausing } from './pausing.ts';
import { show } from './show.ts';

/** One run of an operation: the first, or one that carries on after another was lost. */
export type Run = {
  readonly id: string;
  readonly fence: number;
  readonly operator: EtcdOperator;
  readonly passwords: Passwords;
  readonly pausing: Pausing;
  /** Absent where this worker has no Pigsty of the cluster. */
  readonly playbooks?: Playbooks;
  /** Of Pigsty's inventory; as above. */
  readonly inventoryRoot?: () => Promise<string | null>;
  readonly stop: AbortSignal;
  readonly world: ChangeWorld;
};

/** Thrown when this process is asked to end: the operation stays as it is, and another run goes on. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

export async function pause(ms: number, { world, stop }: Run): Promise<void> {
  await world.pause(ms, stop);
  if (stop.aborted) throw new Stopped('this process ends');
}

/** Writes what happened into the operation and its audit, then shows it. Null: the operation's state does not allow it. @throws Superseded */
export async function tryRecord(event: OperationEvent, { id, world }: Run): Promise<Operation | null> {
  const written = await world.operations.transition(id, operation => apply(operation, event, world.clock()));
  if (written.ok) {
    await show(written.value, world);
    return written.value;
  }
  if (written.error.refused === 'fence_lost') throw new Superseded('a newer run goes on');
  return null;
}

/** The same, for what only another run can have made impossible. @throws Superseded */
export async function record(event: OperationEvent, run: Run): Promise<Operation> {
  const operation = await tryRecord(event, run);
  if (operation === null) throw new Superseded(`${event.kind} does not fit: another run has gone on`);
  return operation;
}

/** A note is for reading: one in a few seconds is enough, and none is said twice. */
const NOTE_EVERY_MS = 5_000;

/** Tells how far a step is: in its note, or, where that is kept to compare with, beside it. */
export function noting(
  step: number,
  run: Run,
  where: 'note' | 'progress' = 'note',
): (note: Text | null) => Promise<void> {
  let last = '';
  let at = Number.NEGATIVE_INFINITY;
  return async note => {
    const now = run.world.clock();
    const text = JSON.stringify(note);
    if (note === null || text === last || now - at < NOTE_EVERY_MS) return;
    last = text;
    at = now;
    const beside = where === 'progress' ? ({ beside: true } as const) : {};
    await record({ kind: 'step-noted', step, fence: run.fence, note, ...beside }, run);
  };
}

/** Whether somebody has asked to stop after the step that runs. */
export async function isCancelled({ id, world }: Run): Promise<boolean> {
  const operation = await world.operations.load(id);
  return operation === null || operation.cancel !== null;
}
