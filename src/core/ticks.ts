/** Which tick of a schedule was told last, milliseconds since the epoch. */
export type Ticks = {
  readonly lastTold: (schedule: string) => Promise<number | null>;
  /** Never goes back: a late worker can't undo a newer tick. */
  readonly told: (schedule: string, tick: number) => Promise<void>;
  /** True when nobody else is telling this tick; the claim ends by itself. */
  readonly claim: (schedule: string, tick: number, forMs: number) => Promise<boolean>;
  readonly unclaim: (schedule: string, tick: number) => Promise<void>;
};
