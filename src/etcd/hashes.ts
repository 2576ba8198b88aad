import { setTimeout as wait } from 'node:timers/promises';
import { type EndpointStatus, type HashKv, notAsked, type Reading } from '../core/cluster.ts';
import type { CallContext } from './channel.ts';
import type { EndpointConnection } from './connection.ts';
import { reading } from './reading.ts';

type Asked = { readonly endpoint: EndpointConnection; readonly status: Promise<Reading<EndpointStatus>> };

/** Who has not told its revision by half of the time is not waited for: the others' hashes need the other half. */
const REVISION_SHARE = 0.5;

/**
 * HashKV of every voter at one common revision: the lowest that any of them has, so that all have it. When a compaction removes it meanwhile,
 * newer revisions are asked for, once.
 */
export async function askHashes(
  asked: readonly Asked[],
  context: CallContext,
): Promise<readonly Promise<Reading<HashKv>>[]> {
  const statuses = await withinHalf(
    asked.map(({ status }) => status),
    context,
  );
  const hashes = hashAll(asked, statuses, context);
  const settled = await withinHalf(hashes, context);
  if (!settled.some(hash => hash !== null && !hash.ok && hash.fault.code === 'compacted')) return hashes;
  const again = asked.map(({ endpoint }) => ({ endpoint, status: reading(endpoint.calls.status(context)) }));
  return hashAll(
    again,
    await withinHalf(
      again.map(({ status }) => status),
      context,
    ),
    context,
  );
}

function hashAll(
  asked: readonly Asked[],
  statuses: readonly (Reading<EndpointStatus> | null)[],
  context: CallContext,
): readonly Promise<Reading<HashKv>>[] {
  const voters = statuses.flatMap(status => (status?.ok && !status.value.learner ? [status.value.revision] : []));
  const revision = voters.length === 0 ? null : Math.min(...voters);
  return asked.map(async ({ endpoint, status: late }, index): Promise<Reading<HashKv>> => {
    const status = statuses[index] ?? null;
    if (status?.ok && status.value.learner) return notAsked;
    if (revision === null || (status !== null && !status.ok)) {
      const told = await late;
      return told.ok ? notAsked : told;
    }
    return reading(endpoint.calls.hashKv(revision, context));
  });
}

/** What is known by half of the time that is left; null for the rest. */
async function withinHalf<T>(
  promises: readonly Promise<T>[],
  { deadline }: CallContext,
): Promise<readonly (T | null)[]> {
  const enough = new AbortController();
  const half = wait((deadline - Date.now()) * REVISION_SHARE, null, { signal: enough.signal }).catch(() => null);
  const known = await Promise.all(promises.map(promise => Promise.race([promise, half])));
  enough.abort();
  return known;
}
