import { type Fault, notAsked, type Snapshot } from '../cluster.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { PostgresState } from './cluster.ts';

/** What is known of PostgreSQL: as etcd says now, or said when it last could. */
export type Latest = {
  /** Null when nothing is known. */
  readonly state: PostgresState | null;
  /** When etcd was last read, where that is not now; milliseconds since the epoch. */
  readonly seenAt: number | null;
  /** Why it cannot be read now. */
  readonly fault: Fault | null;
};

/** A refusal where no namespace of Patroni's is configured. */
export function latestOf({ cluster, postgres = notAsked, lastPostgres }: Snapshot): Latest | Refusal {
  if (postgres.ok) return { state: postgres.value, seenAt: null, fault: null };
  if (postgres.fault.code === 'not_asked') return refuse('postgres_not_configured', { cluster });
  return { state: lastPostgres?.state ?? null, seenAt: lastPostgres?.seenAt ?? null, fault: postgres.fault };
}
