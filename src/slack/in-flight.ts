/** Counts what was acknowledged and is not done yet. */
export type InFlight = {
  readonly count: () => number;
  /** Runs `work` while it counts. */
  readonly during: <T>(work: () => Promise<T>) => Promise<T>;
  /** Resolves with what is left: 0, or more when `timeoutMs` passed first. */
  readonly idle: (timeoutMs: number) => Promise<number>;
};

export function countInFlight(): InFlight {
  let count = 0;
  const waiting = new Set<() => void>();
  return {
    count: () => count,
    during: async work => {
      count += 1;
      try {
        return await work();
      } finally {
        count -= 1;
        if (count === 0) for (const wake of waiting) wake();
      }
    },
    idle: timeoutMs => {
      if (count === 0) return Promise.resolve(0);
      return new Promise(resolve => {
        const done = (): void => {
          clearTimeout(timer);
          waiting.delete(done);
          resolve(count);
        };
        const timer = setTimeout(done, timeoutMs);
        waiting.add(done);
      });
    },
  };
}
