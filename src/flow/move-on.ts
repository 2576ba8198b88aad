import { code } from '../core/message.ts';
import type { Operation, OperationEvent } from '../core/operation.ts';
import type { Clock, Log, Operations } from '../core/ports.ts';
import { type Refusal, refuse } from '../core/refusal.ts';
import { fail, type Result } from '../core/result.ts';
import { apply } from '../core/transition.ts';

type Moving = { readonly operations: Operations; readonly clock: Clock; readonly log: Log };

/**
 * Lets `decide` judge the newest revision, and writes what follows with its audit entry. Somebody who was faster is judged by.
 * A store that goes away in the middle may have taken it or not: the refusal `vote_in_doubt` says so.
 */
export async function moveOn(
  { id }: Operation,
  decide: (operation: Operation) => Result<OperationEvent, Refusal>,
  { operations, clock, log }: Moving,
): Promise<Result<Operation, Refusal>> {
  try {
    return await operations.transition(id, operation => {
      const event = decide(operation);
      return event.ok ? apply(operation, event.value, clock()) : event;
    });
  } catch (error) {
    log.error({ operation: id, error }, 'it is not certain whether an operation moved on');
    return fail(refuse('vote_in_doubt', { command: code(`/etcd operations ${id}`) }));
  }
}
