import { z } from 'zod';
import type { Histogram } from '../core/history/histogram.ts';
import { counterNames, type Load, type Reading } from '../core/history/load.ts';
import { parseJson } from './json.ts';

const number = z.number().nullable();
/** Which bounds, the total, and the counts. */
const histogram = z.array(z.number()).min(2).nullable();
const member = z.tuple([z.string(), number, z.array(number), z.array(histogram)]);
const hashed = z
  .object({ at: z.number(), outcome: z.enum(['same', 'differ']).nullable(), who: z.array(z.string()) })
  .nullable();
const applied = z.record(z.string(), z.number());
const line = z.tuple([z.number(), number, number, z.array(z.array(z.number())), z.array(member), applied, hashed]);

const kinds = ['fsync', 'commit', 'peers', 'requests'] as const;

/** A reading as one short line: some 900 bytes for three members. Histograms share their bounds, which etcd never changes. */
export function writeReading({ at, revision, size, loads, applied, hashed }: Reading): string {
  const bounds: string[] = [];
  const indexOf = (known: readonly number[]): number => {
    const text = JSON.stringify(known);
    if (!bounds.includes(text)) bounds.push(text);
    return bounds.indexOf(text);
  };
  const packed = (found: Histogram | null) => found && [indexOf(found.bounds), found.total, ...found.counts];
  const members = Object.entries(loads).map(([endpoint, load]) => [
    endpoint,
    load.startedAt,
    counterNames.map(name => load.counters[name]),
    kinds.map(kind => packed(load[kind])),
  ]);
  const head = `${at},${revision},${size},[${bounds.join(',')}]`;
  return `[${head},${JSON.stringify(members)},${JSON.stringify(applied)},${JSON.stringify(hashed)}]`;
}

/** Null for what is no reading, as one of another version. */
export function readReading(text: string): Reading | null {
  const parsed = line.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const [at, revision, size, bounds, members, applied, hashed] = parsed.data;
  const unpacked = (packed: readonly number[] | null | undefined): Histogram | null => {
    const [index = -1, total = 0, ...counts] = packed ?? [];
    const known = bounds[index];
    return known ? { bounds: known, counts, total } : null;
  };
  const loads = members.map(([endpoint, startedAt, counters, histograms]): [string, Load] => {
    const counted = (name: (typeof counterNames)[number]) => counters[counterNames.indexOf(name)] ?? null;
    const [fsync, commit, peers, requests] = kinds.map((_, index) => unpacked(histograms[index]));
    return [
      endpoint,
      {
        ...{ fsync: fsync ?? null, commit: commit ?? null, peers: peers ?? null, requests: requests ?? null },
        counters: {
          leaderChanges: counted('leaderChanges'),
          failedProposals: counted('failedProposals'),
          slowApplies: counted('slowApplies'),
          failedHeartbeats: counted('failedHeartbeats'),
          requests: counted('requests'),
          failedRequests: counted('failedRequests'),
        },
        startedAt,
      },
    ];
  });
  return { at, revision, size, loads: Object.fromEntries(loads), applied, hashed };
}
