import { setTimeout as wait } from 'node:timers/promises';
import type { IRangeResponse } from 'etcd3';
import type { SpaceQuery, SpaceStop, SpaceUse } from '../core/ownership.ts';
import type { Clock } from '../core/ports.ts';
import { type SpaceTally, tallySpace } from '../core/space-tally.ts';
import type { CallContext } from './channel.ts';
import { type EndpointConnection, STAGGER_MS } from './connection.ts';
import { PROBE_KEY } from './endpoint-parts.ts';
import { toFault } from './errors.ts';
import { readPage } from './keys.ts';
import { endOfPrefix, type KeyReads } from './kv.ts';
import { firstGood } from './race.ts';

/** etcd tells sizes only with the values, so pages are kept small by the bytes of the one before. */
const FIRST_PAGE_KEYS = 20;
const PAGE_BYTES = 1024 * 1024;
/** etcd counts all keys that are left for every page (mvcc/kvstore_txn.go, rangeKeys), so pages of few keys would be the greater load. */
const PAGE_KEYS = 10_000;
/** The member rests as long as a page took it, between these. */
const REST_MS = { least: 5, most: 250 } as const;
const PAGE_MS = 5_000;
const LOOK_MS = 1_000;

type Walk = {
  readonly reads: KeyReads;
  readonly end: Buffer;
  readonly revision: number;
  readonly tally: SpaceTally;
  readonly context: CallContext;
};

/** Measures of one cluster. Whoever asks for the same while one runs gets the answer of that one. */
export function openSpaceReader(
  endpoints: readonly EndpointConnection[],
  namespace: string | null,
  now: Clock,
): (query: SpaceQuery, signal: AbortSignal) => Promise<SpaceUse> {
  const running = new Map<string, Promise<SpaceUse>>();
  return (query, signal) => {
    const known = running.get(query.under);
    if (known !== undefined) return known;
    const context = { deadline: now() + query.withinMs, signal };
    const measuring = readSpace(endpoints, query, namespace, context).finally(() => running.delete(query.under));
    running.set(query.under, measuring);
    return measuring;
  };
}

/**
 * Measures every key that begins with `under`, at one revision and one member, a follower where there is one, by reads that stay on it.
 * Values are dropped as soon as they are measured. What the time is not enough for is told as not read. @throws what the first page meets.
 */
async function readSpace(
  endpoints: readonly EndpointConnection[],
  { under }: SpaceQuery,
  namespace: string | null,
  context: CallContext,
): Promise<SpaceUse> {
  const soon = { ...context, deadline: Date.now() + LOOK_MS };
  const { endpoint, keys: reads, calls } = await gentlest(endpoints, soon);
  const current = await calls.probe(PROBE_KEY, 'linearizable', { ...soon, requireLeader: true }).then(
    () => true,
    error => toFault(error).code === 'permission_denied',
  );
  const prefix = Buffer.from(under);
  const from = prefix.length === 0 ? Buffer.from([0]) : prefix;
  const end = endOfPrefix(prefix);
  const tally = tallySpace(under, namespace);
  // However little time is given, one page is looked at.
  const patient = { ...context, deadline: Date.now() + PAGE_MS };
  const first = await page(reads, { key: from, end, limit: FIRST_PAGE_KEYS, revision: null }, patient);
  const revision = Number(first.header.revision);
  const stopped = await walk(first, { reads, end, revision, tally, context });
  return { under, revision, total: Number(first.count), ...tally.told(), stopped, current, endpoint };
}

async function walk(first: IRangeResponse, { reads, end, revision, tally, context }: Walk): Promise<SpaceStop | null> {
  let last = first;
  let tookMs = 0;
  for (;;) {
    const { bytes, key } = measure(last, tally);
    if (!last.more || key === null) return null;
    if (await restOrEnd(tookMs, context)) return 'time';
    const started = performance.now();
    const limit = Math.min(PAGE_KEYS, Math.max(1, Math.floor((PAGE_BYTES * last.kvs.length) / Math.max(1, bytes))));
    try {
      last = await page(reads, { key: Buffer.concat([key, Buffer.from([0])]), end, limit, revision }, context);
    } catch (error) {
      return stopOf(error, context);
    }
    tookMs = performance.now() - started;
  }
}

function measure({ kvs }: IRangeResponse, tally: SpaceTally): { readonly bytes: number; readonly key: Buffer | null } {
  let all = 0;
  for (const { key, value, version, create_revision: created } of kvs) {
    const bytes = key.length + value.length;
    tally.add(key.toString('utf8'), bytes, { version: Number(version), created: Number(created) });
    all += bytes;
  }
  return { bytes: all, key: kvs.at(-1)?.key ?? null };
}

/** Whether there is no time left for another page. */
async function restOrEnd(tookMs: number, { deadline, signal }: CallContext): Promise<boolean> {
  const rest = Math.min(REST_MS.most, Math.max(REST_MS.least, tookMs));
  await wait(rest, undefined, signal ? { signal } : {}).catch(() => undefined);
  return Date.now() >= deadline || signal?.aborted === true;
}

function stopOf(error: unknown, { deadline, signal }: CallContext): SpaceStop {
  if (Date.now() >= deadline || signal?.aborted === true) return 'time';
  return toFault(error).code === 'compacted' ? 'compacted' : 'failed';
}

type PageQuery = {
  readonly key: Buffer;
  readonly end: Buffer;
  readonly limit: number;
  readonly revision: number | null;
};

const page = (reads: KeyReads, query: PageQuery, context: CallContext): Promise<IRangeResponse> =>
  readPage(
    reads,
    { ...query, keysOnly: false, serializable: true },
    { ...context, deadline: Math.min(context.deadline, Date.now() + PAGE_MS) },
  );

/** A voter that follows somebody; else whoever answers. A leader has more to do than the others, and a learner may be far behind. */
async function gentlest(endpoints: readonly EndpointConnection[], context: CallContext): Promise<EndpointConnection> {
  const statuses = endpoints.map(async endpoint => {
    const { leader, memberId, learner } = await endpoint.calls.status(context);
    if (learner || leader === null || leader === memberId) throw new Error('not a follower');
    return endpoint;
  });
  const follower = await Promise.any(statuses).catch(() => null);
  if (follower !== null) return follower;
  return firstGood(
    endpoints.map(endpoint => async signal => {
      await endpoint.calls.probe(PROBE_KEY, 'serializable', { ...context, signal });
      return endpoint;
    }),
    { staggerMs: STAGGER_MS, signal: context.signal },
  );
}
