import type { Histogram } from './histogram.ts';

/** What counts up in etcd since its process started; names as in its metrics, without what they have in common. */
export const counterNames = [
  'leaderChanges',
  'failedProposals',
  'slowApplies',
  'failedHeartbeats',
  'requests',
  'failedRequests',
  'failedSends',
] as const;
export type CounterName = (typeof counterNames)[number];

/** Of one method: how many requests, and how many of them have failed. */
export type Handled = { readonly requests: number; readonly failed: number };

/** How much one member had to do and how long it took, as its metrics told at one time. Null where they do not tell. */
export type Load = {
  readonly fsync: Histogram | null;
  readonly commit: Histogram | null;
  /** Round trips to all other members together. */
  readonly peers: Histogram | null;
  /** Unary requests; etcd tells with `--metrics=extensive` alone. */
  readonly requests: Histogram | null;
  readonly counters: Readonly<Record<CounterName, number | null>>;
  /** Unary methods of which some have failed; absent where none has. */
  readonly methods?: Readonly<Record<string, Handled>>;
  /** When its process began, milliseconds since the epoch: what is counted began then. */
  readonly startedAt: number | null;
};

/** By endpoint. */
export type Loads = Readonly<Record<string, Load>>;

/** When the data of all members was compared last, and whose differed; `outcome` null where it could not be compared. */
export type Hashed = {
  readonly at: number;
  readonly outcome: 'same' | 'differ' | null;
  readonly who: readonly string[];
};

/** What was read at one time; `at` in milliseconds since the epoch, sizes in bytes. */
export type Reading = {
  readonly at: number;
  readonly revision: number | null;
  /** Of the largest database file. */
  readonly size: number | null;
  readonly loads: Loads;
  /** How far each endpoint has applied raft's log. */
  readonly applied: Readonly<Record<string, number>>;
  /** Null as long as nobody has compared. */
  readonly hashed: Hashed | null;
};
