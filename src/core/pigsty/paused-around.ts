import type { Snapshot } from '../cluster.ts';
import type { Text } from '../message.ts';
import { isPaused } from '../patroni/pause.ts';
import { deadlineOf } from '../patroni/pause-option.ts';
import { clustersNamed, pausedFirst, pauseStep, sortForPause } from '../patroni/pause-plan.ts';
import type { Step } from '../plan.ts';
import { isRefusal, type Refusal } from '../refusal.ts';
import type { Request } from '../request.ts';

type Around = { readonly steps: readonly Step[]; readonly notes: readonly Text[] };

/** Where there is no PostgreSQL to be paused, nothing has to be. */
const nobodyThere: readonly Refusal['refused'][] = ['pause_not_configured', 'pause_nobody'];

/** The steps with every PostgreSQL cluster paused before, and resumed after. */
export function pausedAround(steps: readonly Step[], request: Request, snapshot: Snapshot): Around | Refusal {
  const until = deadlineOf({ options: {}, askedAt: request.askedAt });
  if (typeof until !== 'number') return until;
  const paused = pausedFirst(steps, { snapshot, until });
  if (!isRefusal(paused)) return paused;
  return nobodyThere.includes(paused.refused) ? { steps, notes: [] } : paused;
}

/** Every PostgreSQL cluster paused, for good: there is no etcd left that they could be resumed by. */
export function pausedForGood(steps: readonly Step[], snapshot: Snapshot): Around | Refusal {
  const clusters = clustersNamed(snapshot, null);
  if (isRefusal(clusters)) return nobodyThere.includes(clusters.refused) ? { steps, notes: [] } : clusters;
  const { chosen, notes } = sortForPause(clusters, snapshot.pauses, true);
  const fresh = chosen.filter(cluster => isPaused(cluster) === false);
  return { steps: [...fresh.map(cluster => pauseStep(cluster, null)), ...steps], notes };
}
