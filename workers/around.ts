import type { MemberId, Snapshot } from '../src/core/cluster.ts';
import type { Surroundings } from '../src/core/guard.ts';
import type { EtcdOperator } from '../src/core/ports.ts';
import type { ChangeWorld } from './change-world.ts';

type Asked = {
  readonly phase: Surroundings['phase'];
  readonly operation: string;
  readonly operator: EtcdOperator;
  readonly snapshot: Snapshot;
  readonly breakGlass: boolean;
  /** Some of it has happened: what only decides whether to begin is not looked at any more. Half of a change is worse than the whole. */
  readonly begun: boolean;
};

/** As many open operations as one cluster will ever have. */
const MOST_OPEN = 200;

/**
 * What guards look at beside plan and snapshot. Who waits for their turn is in the way of a new plan; when its own turn has come, only what
 * was left running is.
 */
export async function lookAround(
  { phase, operation, operator, snapshot, breakGlass, begun }: Asked,
  {
    settings,
    operations,
    freezes,
    backups,
    clock,
  }: Pick<ChangeWorld, 'settings' | 'operations' | 'freezes' | 'backups' | 'clock'>,
): Promise<Surroundings> {
  const { cluster } = snapshot;
  const [freeze, backup, open, progress] = await Promise.all([
    begun ? null : freezes.of(cluster),
    begun ? null : backups(cluster),
    operations.list({ cluster, open: true, limit: MOST_OPEN, strict: true }),
    operator.progress(),
  ]);
  const inTheWay = open.find(
    ({ id, state }) => id !== operation && (state === 'running' || (phase === 'planning' && state === 'queued')),
  );
  return {
    now: clock(),
    phase,
    freeze: freeze && { by: freeze.name, at: freeze.at, reason: freeze.reason },
    busyWith: inTheWay?.id ?? null,
    maintenance: begun ? [] : (settings.clusters.find(({ name }) => name === cluster)?.maintenance ?? []),
    backup,
    breakGlass,
    progress: byPeerUrl(progress, snapshot),
  };
}

function byPeerUrl(progress: ReadonlyMap<MemberId, number>, { members }: Snapshot): ReadonlyMap<string, number> {
  const listed = members.ok ? members.value.members : [];
  return new Map(
    listed.flatMap(({ id, peerUrls }) => {
      const share = progress.get(id);
      return share === undefined ? [] : peerUrls.map(url => [url, share] as const);
    }),
  );
}
