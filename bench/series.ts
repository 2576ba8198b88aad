/** Milliseconds of each run, in the order they were measured. */
export type Series = { readonly name: string; readonly runs: readonly number[] };

/** The value that `share` of all runs do not exceed; the nearest rank, so that it is one that was measured. */
export function percentile(runs: readonly number[], share: number): number {
  const sorted = runs.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (runs: readonly number[]): number => percentile(runs, 0.5);

/** Does the work so often, one after the other. */
export async function series(name: string, times: number, work: (run: number) => Promise<number>): Promise<Series> {
  const runs: number[] = [];
  for (let run = 0; run < times; run++) runs.push(await work(run));
  return { name, runs };
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
