import { type Around, caveats } from './caveats.ts';
import type { PostgresCluster, PostgresState } from './cluster.ts';
import { fateOf } from './fate.ts';
import type { Impact } from './impact.ts';

/** What a loss of etcd would do to this cluster as it is, and what else is true of it. */
export function impactOf(cluster: PostgresCluster, state: Pick<PostgresState, 'reach'>, around: Around = {}): Impact {
  const ruling = fateOf(cluster, state);
  return {
    cluster: cluster.name,
    ...ruling,
    warnings: caveats.flatMap(caveat => caveat({ cluster, ruling, around })),
  };
}

/** Seconds that etcd may stall before any of these clusters feels it, and which one is the first; null: none would. */
export function stallBudget(state: PostgresState): {
  readonly seconds: number | null;
  readonly tightest: string | null;
} {
  const [first] = state.clusters
    .map(cluster => impactOf(cluster, state))
    .flatMap(({ cluster, budget }) => (budget === null ? [] : [{ seconds: budget, tightest: cluster }]))
    .toSorted((one, other) => one.seconds - other.seconds);
  return first ?? { seconds: null, tightest: null };
}
