/** The right to do something alone, for a while. */
export type Lease = {
  /** True when nobody else holds it; it ends by itself after `holdMs`. */
  readonly take: (holder: string, holdMs: number) => Promise<boolean>;
  /** Holds it for so long from now on; false when it has ended meanwhile. */
  readonly keep: (holder: string, holdMs: number) => Promise<boolean>;
  /** Gives it back; nobody takes it before `restMs` have passed. Nothing when it ended meanwhile. */
  readonly rest: (holder: string, restMs: number) => Promise<void>;
};
