/** One tick of a recording is an hour of what it stands for. */
export type Tick = {
  /** Keys that are new, and that stay. */
  readonly added: number;
  /** Writes to keys that are there already. */
  readonly rewritten: number;
  readonly compacts: boolean;
  readonly defragments: boolean;
};

export type Pattern = {
  readonly name: string;
  /** At most so many ticks, where the quota is not reached before. */
  readonly ticks: number;
  readonly at: (tick: number) => Tick;
};

/** What Patroni does all day: leases and leader keys are written anew, and compacted every few minutes. */
const heartbeats = { added: 0, rewritten: 12, compacts: true, defragments: false } as const;
const quiet = { added: 0, rewritten: 0, compacts: false, defragments: false } as const;
const every = (hours: number, tick: number): boolean => tick % hours === hours - 1;
/** 0..1, the same in every run. */
const chance = (tick: number): number => {
  const wave = Math.sin(tick * 12.9898 + 78.233) * 43_758.5453;
  return wave - Math.floor(wave);
};

/** How databases grow: keys of 4 KiB, against a quota of 24 MiB. */
export const patterns: readonly Pattern[] = [
  { name: 'steady', ticks: 300, at: () => ({ ...quiet, added: 24 }) },
  { name: 'noisy', ticks: 300, at: tick => ({ ...quiet, added: Math.round(48 * chance(tick)) }) },
  {
    name: 'day-and-night',
    ticks: 300,
    at: tick => ({
      ...quiet,
      added: Math.round(24 + 14 * Math.sin((tick / 24) * 2 * Math.PI) + 12 * (chance(tick) - 0.5)),
    }),
  },
  { name: 'daily-batch', ticks: 300, at: tick => (every(24, tick) ? { ...quiet, added: 576 } : quiet) },
  {
    name: 'compacted',
    ticks: 300,
    at: tick => ({ added: 20, rewritten: 40, compacts: every(6, tick), defragments: false }),
  },
  {
    name: 'defragmented',
    ticks: 300,
    at: tick => ({ added: 14, rewritten: 120, compacts: every(8, tick), defragments: every(8, tick) }),
  },
  { name: 'patroni', ticks: 200, at: () => heartbeats },
  { name: 'leak-of-late', ticks: 170, at: tick => (tick < 150 ? heartbeats : { ...heartbeats, added: 60 }) },
];
