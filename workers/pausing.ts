import { notAsked, type Reading } from '../src/core/cluster.ts';
import type { Operation } from '../src/core/operation.ts';
import type { PostgresCluster } from '../src/core/patroni/cluster.ts';
import { type PauseRecord, restAddresses } from '../src/core/patroni/pause.ts';
import type { EffectOutcome, EtcdOperator } from '../src/core/ports.ts';
import type { ChangeWorld } from './change-world.ts';
import { Superseded } from './fenced.ts';

/** Pauses of PostgreSQL clusters on behalf of one operation. */
export type Pausing = {
  /** The cluster as it is now, read through the quorum. */
  readonly find: (postgres: string) => Promise<Reading<PostgresCluster>>;
  readonly recorded: (postgres: string) => Promise<PauseRecord | null>;
  readonly record: (postgres: string, pause: Pick<PauseRecord, 'until' | 'before'>) => Promise<void>;
  readonly forget: (record: PauseRecord) => Promise<void>;
  /** By Patroni's REST API; where that is not configured or out of reach, by etcd itself. */
  readonly send: (cluster: PostgresCluster, pause: boolean) => Promise<EffectOutcome>;
};

type Given = {
  /** Checks the fence of the run before every change. */
  readonly operator: EtcdOperator;
  readonly holdsFence: () => Promise<boolean>;
  readonly world: Pick<ChangeWorld, 'patroni' | 'pauses' | 'clock'>;
};

export function pausingOf({ id, plan, requester }: Operation, { operator, holdsFence, world }: Given): Pausing {
  const { cluster } = plan;
  const { pauses, clock } = world;
  return {
    find: async postgres => findIn(await operator.survey({ parts: ['postgres'] }), postgres),
    recorded: async postgres => (await pauses.of(cluster)).ours.find(record => record.postgres === postgres) ?? null,
    record: (postgres, pause) =>
      pauses.keep(cluster, {
        ...{ postgres, operation: id, by: requester, at: clock(), nags: 0, naggedAt: null },
        ...pause,
      }),
    forget: async record => {
      await pauses.replace(cluster, record, null);
    },
    send: async (found, pause) => {
      const rest = world.patroni(cluster);
      const addresses = restAddresses(found);
      if (rest !== null && addresses.length > 0) {
        if (!(await holdsFence())) throw new Superseded('a newer run has taken the cluster over');
        const outcome = await rest.setPause(addresses, pause);
        if (outcome.outcome !== 'refused' || outcome.fault.code !== 'unreachable') return outcome;
      }
      return operator.setPause(`${found.prefix}config`, pause);
    },
  };
}

function findIn(
  { postgres = notAsked }: Awaited<ReturnType<EtcdOperator['survey']>>,
  name: string,
): Reading<PostgresCluster> {
  if (!postgres.ok) return postgres;
  // One member's own view may be old: it proves nothing.
  if (postgres.value.oneView) return { ok: false, fault: { code: 'no_quorum', detail: '' } };
  const found = postgres.value.clusters.find(cluster => cluster.name === name);
  return found ? { ok: true, value: found } : { ok: false, fault: { code: 'no_config', detail: `${name} is gone` } };
}
