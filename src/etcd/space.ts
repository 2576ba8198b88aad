import { setTimeout as wait } from 'node:timers/promises';
import type { SpaceProgress, SpaceQuery, SpaceStop, SpaceUse } from '../core/ownership.ts';
import { tallySpace } from '../core/space-tally.ts';
import { followSignals } from './abort.ts';
import type { EtcdCalls } from './calls.ts';
import type { CallContext } from './channel.ts';
import { STAGGER_MS } from './connection.ts';
import { PROBE_KEY } from './endpoint-parts.ts';
import { toFault } from './errors.ts';
import { readPage } from './keys.ts';
import { endOfPrefix, type KeyReads, type RangeQuery } from './kv.ts';
import { firstGood } from './race.ts';
import { FIRST_PAGE_KEYS, type Pace, walkPages } from './space-walk.ts';

const PAGE_MS = 5_000;
const LOOK_MS = 1_000;

/** One walk through the keys, for all who wait for it. */
type Walk = {
  /** The first page was read. Rejects with what it met. */
  readonly begun: Promise<void>;
  /** All was read, or something is in the way. Never rejects. */
  readonly ended: Promise<SpaceStop | null>;
  readonly use: (stopped: SpaceStop | null) => SpaceUse;
  readonly stop: () => void;
  /** Told after each page. */
  readonly waiting: Set<Waiting>;
};
/** One endpoint, as far as its keys are measured. */
export type SpaceSource = {
  readonly endpoint: string;
  readonly calls: Pick<EtcdCalls, 'status' | 'probe'>;
  readonly keys: Pick<KeyReads, 'range'>;
};

type Waiting = { readonly tell: (soFar: SpaceProgress) => void };

/**
 * Measures of one cluster. Whoever asks for the same while one runs waits for that one, for as long as they want to: they are given what was
 * read until then, and the last one to leave ends it. `rest`: how pauses between pages are made.
 */
export function openSpaceReader(
  endpoints: readonly SpaceSource[],
  namespace: string | null,
  rest: (ms: number, signal: AbortSignal) => Promise<void> = pause,
): (query: SpaceQuery, signal: AbortSignal) => Promise<SpaceUse> {
  const running = new Map<string, Walk>();
  return async ({ under, withinMs, tell = ignore }, signal) => {
    const walk = running.get(under) ?? beginWalk(endpoints, { under, namespace, rest });
    running.set(under, walk);
    const waiting = { tell };
    walk.waiting.add(waiting);
    const { controller: over, unlink } = followSignals([signal]);
    try {
      return await waitFor(walk, withinMs, over.signal);
    } finally {
      unlink();
      over.abort();
      walk.waiting.delete(waiting);
      if (walk.waiting.size === 0) {
        walk.stop();
        if (running.get(under) === walk) running.delete(under);
      }
    }
  };
}

/** However little time is given, one page is looked at. @throws what the first page meets, or that nobody waits for it. */
async function waitFor(walk: Walk, withinMs: number, signal: AbortSignal): Promise<SpaceUse> {
  const since = performance.now();
  const cancelled = new Promise<'cancelled'>(resolve => {
    if (signal.aborted) resolve('cancelled');
    signal.addEventListener('abort', () => resolve('cancelled'), { once: true });
  });
  const begun = await Promise.race([walk.begun, cancelled]);
  if (begun === 'cancelled') throw new Error('Cancelled on client, before anything was read');
  const left = Math.max(0, withinMs - (performance.now() - since));
  const late = wait(left, 'time' as const, { signal }).catch(() => 'cancelled' as const);
  return walk.use(await Promise.race([walk.ended, late, cancelled]));
}

type Query = Pick<SpaceQuery, 'under'> & {
  readonly namespace: string | null;
  readonly rest: (ms: number, signal: AbortSignal) => Promise<void>;
};

/**
 * Every key that begins with `under`, at one revision and one member, a follower where there is one, by reads that stay on it. Values are
 * dropped as soon as they are measured.
 */
function beginWalk(endpoints: readonly SpaceSource[], { under, namespace, rest }: Query): Walk {
  const { controller } = followSignals([]);
  const { signal } = controller;
  const tally = tallySpace(under, namespace);
  const waiting = new Set<Waiting>();
  const first = firstPage(endpoints, under, signal);
  let head: Pick<SpaceUse, 'revision' | 'total' | 'current' | 'endpoint'> | null = null;

  const walked = async (): Promise<SpaceStop | null> => {
    const { page, connection, ...told } = await first;
    head = told;
    const pace: Pace = { clock: () => performance.now(), rest: ms => rest(ms, signal) };
    const read = (key: Buffer, limit: number) =>
      readOne(connection, { key, end: endOfPrefix(Buffer.from(under)), limit, revision: told.revision }, signal);
    let keys = 0;
    try {
      for await (const { kvs } of walkPages(page, read, pace)) {
        for (const { key, value, version, create_revision: created } of kvs) {
          const written = { version: Number(version), created: Number(created) };
          tally.add(key.toString('utf8'), key.length + value.length, written);
        }
        keys += kvs.length;
        for (const { tell } of waiting) tell({ read: keys, total: told.total });
      }
      return null;
    } catch (error) {
      return toFault(error).code === 'compacted' ? 'compacted' : 'failed';
    }
  };
  const ended = walked().catch((): SpaceStop => 'failed');
  const begun = first.then(() => undefined);
  // Whoever waited may have left.
  begun.catch(ignore);
  return {
    ...{ begun, ended, waiting, stop: () => controller.abort() },
    use: stopped => {
      if (head === null) throw new Error('nothing was read yet');
      return { under, ...head, ...tally.told(), stopped };
    },
  };
}

async function firstPage(endpoints: readonly SpaceSource[], under: string, signal: AbortSignal) {
  const soon = { signal, deadline: Date.now() + LOOK_MS };
  const connection = await gentlest(endpoints, soon);
  const { endpoint, calls } = connection;
  const current = await calls.probe(PROBE_KEY, 'linearizable', { ...soon, requireLeader: true }).then(
    () => true,
    error => toFault(error).code === 'permission_denied',
  );
  const prefix = Buffer.from(under);
  const key = prefix.length === 0 ? Buffer.from([0]) : prefix;
  const query = { key, end: endOfPrefix(prefix), limit: FIRST_PAGE_KEYS, revision: null };
  const page = await readOne(connection, query, signal);
  return { page, connection, endpoint, current, revision: Number(page.header.revision), total: Number(page.count) };
}

const readOne = ({ keys }: SpaceSource, query: Omit<RangeQuery, 'keysOnly' | 'serializable'>, signal: AbortSignal) =>
  readPage(keys, { ...query, keysOnly: false, serializable: true }, { signal, deadline: Date.now() + PAGE_MS });

const ignore = (): void => undefined;

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal }).catch(ignore);
}

/** A voter that follows somebody; else whoever answers. A leader has more to do than the others, and a learner may be far behind. */
async function gentlest(endpoints: readonly SpaceSource[], context: CallContext): Promise<SpaceSource> {
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
