import type { CountEnd, Counts, RunningCount } from '../src/core/counting.ts';

/** The counts that run, in memory. */
export function someCounts(first: readonly RunningCount[] = []): Counts {
  const running = new Map(first.map(count => [count.id, count]));
  const ends = new Map<string, CountEnd>();
  return {
    begin: async count => void running.set(count.id, count),
    over: async id => void running.delete(id),
    running: async () => [...running.values()],
    end: async (ids, end) => {
      for (const id of ids) ends.set(id, end);
    },
    endOf: async id => ends.get(id) ?? null,
  };
}
