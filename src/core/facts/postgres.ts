import type { Fault } from '../cluster.ts';
import type { PostgresCluster, Reach } from '../patroni/cluster.ts';
import type { Impact } from '../patroni/impact.ts';
import type { PgStanding } from '../patroni/standing.ts';

type Seen = {
  readonly cluster: string;
  readonly takenAt: number;
  readonly tookMs: number;
  /** When etcd was last read, where it cannot be now; milliseconds since the epoch. */
  readonly seenAt: number | null;
  /** Why it cannot be read now. */
  readonly fault: Fault | null;
  /** Read without a quorum: one member's own view. */
  readonly oneView: boolean;
  /** There are more keys than were read. */
  readonly partial: boolean;
};

export type PgRow = {
  readonly name: string;
  readonly standing: PgStanding;
  readonly leader: string | null;
  readonly members: number;
  readonly versions: readonly string[];
  readonly timeline: number | null;
  readonly impact: Impact;
};

export type PgListFacts = Seen & {
  readonly kind: 'pg_list';
  /** Null when nothing is known. */
  readonly rows: readonly PgRow[] | null;
};

export type PgImpactFacts = Seen & {
  readonly kind: 'pg_impact';
  /** Worst first; null when nothing is known. */
  readonly impacts: readonly Impact[] | null;
  /** Seconds that etcd may stall, and who is the first to feel it; null: nobody would. */
  readonly budget: { readonly seconds: number; readonly tightest: string } | null;
};

export type PgShowFacts = Seen & {
  readonly kind: 'pg_show';
  /** The configuration without what stands below its known fields: commands in there may hold secrets. */
  readonly postgres: PostgresCluster;
  /** Names of all fields of the configuration. */
  readonly configured: readonly string[];
  /** Names of fields of other keys that are not known: `sync.foo`. */
  readonly strange: readonly string[];
  readonly standing: PgStanding;
  readonly impact: Impact;
  /** By member. */
  readonly reach: Readonly<Record<string, Reach>>;
};
