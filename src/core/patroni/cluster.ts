/**
 * One key of Patroni's as it was read. `broken`: there, but not what Patroni writes; it is shown as broken, never guessed at. `revision` is the
 * key's mod revision, decimal: what a compare-and-swap compares with. `raw`: all that its JSON says, where the value does not hold it.
 */
export type PatroniKey<T> =
  | { readonly state: 'absent' }
  | { readonly state: 'broken'; readonly revision: string; readonly why: string }
  | { readonly state: 'read'; readonly revision: string; readonly value: T; readonly raw?: unknown };

/** The dynamic configuration. Times in seconds; null where the key does not say, and Patroni's own default counts. Unknown fields are kept in `raw`. */
export type PatroniConfig = {
  readonly ttl: number | null;
  readonly loopWait: number | null;
  readonly retryTimeout: number | null;
  readonly maximumLagOnFailover: number | null;
  readonly failsafeMode: boolean;
  readonly pause: boolean;
  readonly synchronousMode: boolean | 'quorum';
  readonly standbyCluster: boolean;
  /** The JSON as Patroni wrote it: what a change of one field is merged into. */
  readonly raw: Readonly<Record<string, unknown>>;
};

/** What a member says of itself. Null where its version does not say. */
export type PatroniMember = {
  readonly name: string;
  readonly apiUrl: string | null;
  readonly connUrl: string | null;
  /** Patroni's own words: `running`, `streaming`, `stopped`, … */
  readonly state: string | null;
  /** Patroni's own words: `master`, `primary`, `replica`, `promoted`, … Who leads, the leader key says, never this. */
  readonly role: string | null;
  /** Patroni's version, `3.0.2`. */
  readonly version: string | null;
  readonly timeline: number | null;
  /** Positions in the write-ahead log, bytes, as strings: they may exceed 2^53. */
  readonly position: string | null;
  /** It has seen the pause. */
  readonly paused: boolean;
  readonly pendingRestart: boolean;
  readonly tags: Readonly<Record<string, unknown>>;
  /** All that its key says, numbers too large for JavaScript as strings; absent where it was not kept. */
  readonly raw?: Readonly<Record<string, unknown>>;
  /** Seconds left of its lease, and the lease's whole time; null when it has none or it was not asked for. */
  readonly lease: { readonly left: number; readonly granted: number } | null;
};

export type PatroniLeader = { readonly name: string; readonly lease: PatroniMember['lease'] };

/** A switchover or failover that was asked for; a planned one says when (ISO 8601). An empty key, left behind by the last one, reads `null`. */
export type PatroniFailover = {
  readonly leader: string | null;
  readonly candidate: string | null;
  readonly scheduledAt: string | null;
} | null;

export type PatroniSync = {
  readonly leader: string | null;
  readonly standbys: readonly string[];
  readonly quorum: number | null;
};

export type PatroniSwitch = {
  readonly timeline: number;
  readonly position: string;
  readonly reason: string;
  readonly at: string | null;
  readonly leader: string | null;
};

/** A PostgreSQL cluster as Patroni 2 to 4 keeps it in etcd. */
export type PostgresCluster = {
  /** The scope: `pg-test`; with a Citus group `shop/0`. */
  readonly name: string;
  readonly citusGroup: number | null;
  /** All its keys start with this: `/pg/pg-test/`. */
  readonly prefix: string;
  readonly config: PatroniKey<PatroniConfig>;
  readonly leader: PatroniKey<PatroniLeader>;
  /** By name. */
  readonly members: readonly PatroniKey<PatroniMember>[];
  /** Names of all members, those whose key is broken included, in the order of `members`. */
  readonly memberNames: readonly string[];
  /** Which of `leader` and the members' names have a key without any lease: nobody renews it. Absent: none. */
  readonly leaseless?: readonly string[];
  readonly failover: PatroniKey<PatroniFailover>;
  readonly sync: PatroniKey<PatroniSync>;
  /** REST addresses by member name: whom the primary asks when etcd is away. */
  readonly failsafe: PatroniKey<Readonly<Record<string, string>>>;
  /** PostgreSQL's system identifier, decimal and above 2^53: a string. */
  readonly initialize: PatroniKey<string>;
  /** Position of the primary, bytes; from `status`, or `optime/leader` of Patroni 2. */
  readonly status: PatroniKey<{ readonly position: string | null; readonly slots: readonly string[] }>;
  /** Oldest first. */
  readonly history: PatroniKey<readonly PatroniSwitch[]>;
  /** Names, below its prefix, of keys that are none of Patroni's known ones; their values are not kept. Absent: none. */
  readonly otherKeys?: readonly string[];
};

/** Whether a member's REST address answered from here: `unasked` where nobody tried. */
export type Reach = 'answers' | 'silent' | 'unasked';

/** The PostgreSQL clusters of one etcd, and which of their REST addresses answered, by address. */
export type PostgresState = {
  readonly clusters: readonly PostgresCluster[];
  /** Absent address: nobody asked it. */
  readonly reach: Readonly<Record<string, Exclude<Reach, 'unasked'>>>;
  /** Read without a quorum: one member's own view, which may be old. */
  readonly oneView?: true;
  /** There are more keys than were read. */
  readonly partial?: true;
};
