import type { Snapshot } from '../cluster.ts';
import { phraseOf } from '../health/fault.ts';
import { code, inner, list, say, type Text, verbatim } from '../message.ts';
import type { Step } from '../plan.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import type { PostgresCluster } from './cluster.ts';
import { findPostgres } from './find.ts';
import { isPaused, NO_PAUSES, ownPause, type PauseMemory } from './pause.ts';
import { postgresOf } from './reliance.ts';

/** Which clusters can be paused, and who is left out and why. */
export type Sorted = { readonly chosen: readonly PostgresCluster[]; readonly notes: readonly Text[] };

/**
 * One by name, or all of them. Where only a part of the keys was read nobody knows all, and the last one may be cut: that will do for whoever
 * asks for what is known anyway (`partWillDo`).
 */
export function clustersNamed(
  snapshot: Pick<Snapshot, 'postgres'>,
  name: string | null,
  partWillDo = false,
): readonly PostgresCluster[] | Refusal {
  const read = postgresOf(snapshot);
  if (!read.ok && read.fault.code === 'not_asked') return refuse('pause_not_configured');
  if (!read.ok) return refuse('pause_unreadable', { phrase: inner(phraseOf(read.fault)) });
  const { clusters, partial = false } = read.value;
  const cut = partial && !partWillDo;
  if (clusters.length === 0) return refuse('pause_nobody');
  if (name === null) return cut ? refuse('pause_partial', { command: code('/etcd space') }) : clusters;
  const found = findPostgres(name, cut ? clusters.slice(0, -1) : clusters);
  if (!isRefusal(found)) return [found];
  return partial ? refuse('pause_partial', { command: code('/etcd space') }) : found;
}

type Kind = 'fit' | 'orphaned' | 'broken' | 'others' | 'standby';

/**
 * Left out: who has nobody to see it, whose configuration cannot be read, who was paused by somebody else, and, before the keys are wiped,
 * who would not write them anew while it is paused.
 */
export function sortForPause(
  clusters: readonly PostgresCluster[],
  memory: PauseMemory = NO_PAUSES,
  beforeWipe = false,
): Sorted {
  const kindOf = (cluster: PostgresCluster): Kind => {
    if (cluster.memberNames.length === 0) return 'orphaned';
    const paused = isPaused(cluster);
    if (paused === null) return 'broken';
    if (beforeWipe && !paused && isStandby(cluster)) return 'standby';
    return paused && ownPause(memory, cluster.name) === null ? 'others' : 'fit';
  };
  return {
    chosen: clusters.filter(cluster => kindOf(cluster) === 'fit'),
    notes: (['others', 'broken', 'orphaned', 'standby'] as const).flatMap(kind => {
      const who = clusters.filter(cluster => kindOf(cluster) === kind);
      return who.length > 0 ? [say(`pause.note.${kind}`, { who: listed(who), count: who.length })] : [];
    }),
  };
}

/** Another cluster is its primary: etcd can go without hurting it. But paused, nobody of it takes the leader key (patroni#3274). */
export const isStandby = ({ config }: PostgresCluster): boolean =>
  config.state === 'read' && config.value.standbyCluster;

/** A new cluster of etcd begins empty. */
const wipes = (steps: readonly Step[]): boolean =>
  steps.some(step => step.kind === 'run-playbook' && step.proof.kind === 'fresh');

export const listed = (clusters: readonly { readonly name: string }[]) =>
  list(clusters.map(({ name }) => verbatim(name)));

export const pauseStep = ({ name }: PostgresCluster, until: number | null): Step => ({
  kind: 'pause-postgres',
  postgres: name,
  until,
});

export const resumeStep = ({ name }: PostgresCluster): Step => ({ kind: 'resume-postgres', postgres: name });

/** The same steps with all clusters paused before, and those resumed after that were not paused yet. */
export function pausedFirst(
  steps: readonly Step[],
  { snapshot, until }: { readonly snapshot: Pick<Snapshot, 'postgres' | 'pauses'>; readonly until: number },
): { readonly steps: readonly Step[]; readonly notes: readonly Text[] } | Refusal {
  const clusters = clustersNamed(snapshot, null);
  if (isRefusal(clusters)) return clusters;
  const { chosen, notes } = sortForPause(clusters, snapshot.pauses, wipes(steps));
  const ours = chosen.filter(cluster => isPaused(cluster) === true);
  const fresh = chosen.filter(cluster => isPaused(cluster) === false);
  const kept = ours.length > 0 ? [say('pause.note.ours', { who: listed(ours), count: ours.length })] : [];
  return {
    steps: [...fresh.map(cluster => pauseStep(cluster, until)), ...steps, ...fresh.map(resumeStep)],
    notes: [...notes, ...kept, ...(fresh.length > 0 ? [say('pause.note.around', { who: listed(fresh) })] : [])],
  };
}
