import { notAsked, type Reading, type Snapshot } from '../cluster.ts';
import { phraseOf } from '../health/fault.ts';
import { code, inner, say, type Text } from '../message.ts';
import type { Plan, PostgresReliance, Step } from '../plan.ts';
import type { PostgresCluster, PostgresState } from './cluster.ts';
import { isPaused, NO_PAUSES, ownPause } from './pause.ts';

export const postgresOf = (snapshot: Pick<Snapshot, 'postgres'>): Reading<PostgresState> =>
  snapshot.postgres ?? notAsked;

/** The PostgreSQL clusters that steps pause or resume, once each. */
const pausedBy = (steps: readonly Step[]): readonly string[] => [
  ...new Set(
    steps.flatMap(step => (step.kind === 'pause-postgres' || step.kind === 'resume-postgres' ? [step.postgres] : [])),
  ),
];

/** What these steps rely on of Patroni: whether the clusters they pause or resume are paused, and by which operation. Null: nothing. */
export function reliesOnPostgres(
  { postgres, pauses = NO_PAUSES }: Pick<Snapshot, 'postgres' | 'pauses'>,
  steps: readonly Step[],
): readonly PostgresReliance[] | null {
  const names = pausedBy(steps);
  const read = postgresOf(postgres === undefined ? {} : { postgres });
  if (names.length === 0 || !read.ok) return null;
  return names.toSorted().flatMap(name => {
    const cluster = read.value.clusters.find(each => each.name === name);
    return cluster ? [relianceOf(cluster, ownPause(pauses, name)?.operation ?? null)] : [];
  });
}

/** A record without a pause is one that others have taken back. */
function relianceOf(cluster: PostgresCluster, operation: string | null): PostgresReliance {
  const paused = isPaused(cluster) === true;
  return { name: cluster.name, paused, operation: paused ? operation : null };
}

/** What of Patroni is no longer as the plan relies on it. */
export function postgresDrift({ relies, steps }: Pick<Plan, 'relies' | 'steps'>, snapshot: Snapshot): readonly Text[] {
  const before = relies.postgres;
  if (!before) return [];
  const read = postgresOf(snapshot);
  if (!read.ok) return [say('drift.postgres_unreadable', { phrase: inner(phraseOf(read.fault)) })];
  const now = reliesOnPostgres(snapshot, steps) ?? [];
  return before.flatMap(then => {
    const name = code(then.name);
    const later = now.find(each => each.name === then.name);
    if (!later) return [say('drift.postgres_gone', { name })];
    if (then.paused !== later.paused)
      return [say(later.paused ? 'drift.postgres_paused' : 'drift.postgres_resumed', { name })];
    return then.operation === later.operation ? [] : [say('drift.postgres_owner', { name })];
  });
}
