import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import type { Histogram } from '../core/history/histogram.ts';
import { counterNames, type Load, type Reading } from '../core/history/load.ts';
import { parseJson } from './json.ts';

const number = z.number().nullable();
/** Which bounds, and how many in each bucket alone, what is above the last bound at the end: as few digits as there are. */
const histogram = z.array(z.number()).min(2).nullable();
const handled = z.tuple([z.number(), z.number()]);
/** The last is what came later: methods of which some requests failed. */
const member = z.tuple([
  z.string(),
  number,
  z.array(number),
  z.array(histogram),
  z.record(z.string(), handled).optional(),
]);
const hashed = z
  .object({ at: z.number(), outcome: z.enum(['same', 'differ']).nullable(), who: z.array(z.string()) })
  .nullable();
const applied = z.record(z.string(), z.number());
/** What a reading of this version begins with; the rest is deflated JSON as Base64. */
const MARK = '2:';
const DEFLATE = { windowBits: 12, memLevel: 5 } as const;
const histories = [z.array(z.array(z.number())), z.array(member), applied, hashed] as const;
const line = z.tuple([z.number(), number, number, ...histories]);

const kinds = ['fsync', 'commit', 'peers', 'requests'] as const;

const alone = (counts: readonly number[]): readonly number[] =>
  counts.map((count, index) => count - (counts[index - 1] ?? 0));

const mapped = <A, B>(of: Readonly<Record<string, A>>, how: (value: A) => B): Readonly<Record<string, B>> =>
  Object.fromEntries(Object.entries(of).map(([name, value]) => [name, how(value)]));

function summed(each: readonly number[]): readonly number[] {
  let sum = 0;
  return each.map(count => {
    sum += count;
    return sum;
  });
}

/** A reading as one short line: some 800 bytes for three members that have run for a year. Histograms share their bounds, which etcd never changes. */
export function writeReading({ at, revision, size, loads, applied, hashed }: Reading): string {
  const bounds: string[] = [];
  const indexOf = (known: readonly number[]): number => {
    const text = JSON.stringify(known);
    if (!bounds.includes(text)) bounds.push(text);
    return bounds.indexOf(text);
  };
  const packed = (found: Histogram | null) =>
    found && [indexOf(found.bounds), ...alone([...found.counts, found.total])];
  const members = Object.entries(loads).map(([endpoint, load]) => [
    endpoint,
    load.startedAt,
    counterNames.map(name => load.counters[name]),
    kinds.map(kind => packed(load[kind])),
    ...(load.methods ? [mapped(load.methods, ({ requests, failed }) => [requests, failed])] : []),
  ]);
  const head = `${at},${revision},${size},[${bounds.join(',')}]`;
  const json = `[${head},${JSON.stringify(members)},${JSON.stringify(applied)},${JSON.stringify(hashed)}]`;
  return `${MARK}${deflateRawSync(json, DEFLATE).toString('base64')}`;
}

function inflated(text: string): string {
  if (!text.startsWith(MARK)) return '';
  try {
    return inflateRawSync(Buffer.from(text.slice(MARK.length), 'base64')).toString();
  } catch {
    return '';
  }
}

/** Null for what is no reading, as one of another version. */
export function readReading(text: string): Reading | null {
  const parsed = line.safeParse(parseJson(inflated(text)));
  if (!parsed.success) return null;
  const [at, revision, size, bounds, members, applied, hashed] = parsed.data;
  const unpacked = (packed: readonly number[] | null | undefined): Histogram | null => {
    const [index = -1, ...each] = packed ?? [];
    const known = bounds[index];
    const counts = summed(each);
    return known ? { bounds: known, counts: counts.slice(0, -1), total: counts.at(-1) ?? 0 } : null;
  };
  const loads = members.map(([endpoint, startedAt, counters, histograms, methods]): [string, Load] => {
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
          failedSends: counted('failedSends'),
        },
        ...(methods && { methods: mapped(methods, ([requests, failed]) => ({ requests, failed })) }),
        startedAt,
      },
    ];
  });
  return { at, revision, size, loads: Object.fromEntries(loads), applied, hashed };
}
