import { isOverdue } from '../src/core/approval.ts';
import { code, say, time } from '../src/core/message.ts';
import type { Operation } from '../src/core/operation.ts';
import { apply } from '../src/core/transition.ts';
import type { ChangeWorld } from './change-world.ts';
import { show, tellVotes } from './show.ts';

/** What a sweep has found: operations that are not over, and those whose card is older than they are. */
export type Found = { readonly open: readonly Operation[]; readonly behind: readonly Operation[] };

/**
 * Does what was left undone when somebody died or Redis was away: ends what nobody decided in time, queues what is approved or was begun, and
 * shows what has not been shown. Doing it twice changes nothing.
 */
export async function keepHouse({ open, behind }: Found, world: ChangeWorld): Promise<void> {
  const now = world.clock();
  for (const operation of open) {
    if (isOverdue(operation, now)) await expire(operation.id, world);
    else if (operation.state === 'queued' || operation.state === 'running') await enqueue(operation, world);
    if (isUnserved(operation, open, world)) await tellUnserved(operation, world);
  }
  for (const operation of behind) {
    await tellVotes(operation, world);
    await show(operation, world);
  }
}

async function expire(id: string, world: ChangeWorld): Promise<void> {
  const ended = await world.operations.transition(id, current => apply(current, { kind: 'expired' }, world.clock()));
  if (ended.ok) await show(ended.value, world);
}

/** One job per operation, however often it is asked for. A cluster that left the configuration has nobody to run it. */
async function enqueue({ id, plan }: Operation, world: ChangeWorld): Promise<void> {
  if (world.operator(plan.cluster) === null) return;
  await world.jobs.run({ id, cluster: plan.cluster });
}

/** A worker that knows the cluster would have begun it within seconds, or is at another change of it. Milliseconds. */
const SERVED_WITHIN_MS = 5 * 60_000;

/** Neither this worker knows its cluster, nor does any that works. */
function isUnserved({ id, state, stateAt, why, plan }: Operation, open: Found['open'], world: ChangeWorld): boolean {
  if (state !== 'queued' || why.length > 0 || world.operator(plan.cluster) !== null) return false;
  const busy = open.some(each => each.id !== id && each.state === 'running' && each.plan.cluster === plan.cluster);
  return !busy && world.clock() - stateAt >= SERVED_WITHIN_MS;
}

/** Said on the card, once. It stays queued: a worker that knows the cluster may come. */
async function tellUnserved({ id, plan, stateAt }: Operation, world: ChangeWorld): Promise<void> {
  const why = say('running.unserved', {
    cluster: code(plan.cluster),
    since: time(stateAt),
    command: code(`/etcd cancel ${id}`),
  });
  const told = await world.operations.transition(id, current =>
    apply(current, { kind: 'unserved', why }, world.clock()),
  );
  if (told.ok) await show(told.value, world);
}
