import type { IKeyValue, IRangeResponse } from 'etcd3';
import type { PostgresState } from '../core/patroni/cluster.ts';
import { decodePatroni, type RawKey } from '../core/patroni/decode.ts';
import { namespacePrefix } from '../core/patroni/key-name.ts';
import type { CallContext } from './channel.ts';
import { readPage } from './keys.ts';
import { endOfPrefix, type KeyReads } from './kv.ts';

/** A Patroni cluster of three has about ten keys of a few kilobytes together: these are a thousand of them. */
const MOST_KEYS = 10_000;
const MOST_BYTES = 32 * 1024 * 1024;
const PAGE_KEYS = 500;
const LEASES_AT_ONCE = 16;
const MOST_LEASES = 4_000;
/** Without a leader nobody tells a lease's time: etcd waits for one. What is told by then is told, milliseconds. */
const LEASES_WITHIN_MS = 1_000;

export type PostgresQuery = {
  readonly namespace: string;
  /** One member's own view, where there is no quorum. */
  readonly serializable: boolean;
  /** Whether the leases' time left is asked for. */
  readonly leases: boolean;
};

type Seconds = Exclude<RawKey['lease'], 'unasked' | null>;

/** Everything Patroni keeps below its namespace, at one revision, decoded. More than fits says so. */
export async function readPostgres(
  reads: KeyReads,
  { namespace, serializable, leases }: PostgresQuery,
  context: CallContext,
): Promise<PostgresState> {
  const prefix = namespacePrefix(namespace);
  const { kvs, whole } = await readAll(reads, { prefix, serializable }, context);
  const seconds = leases && !serializable ? await readLeases(reads, kvs, context) : new Map<string, Seconds>();
  const keys = kvs.map(({ key, value, mod_revision, lease }) => ({
    key: key.toString('utf8'),
    value: value.toString('utf8'),
    modRevision: mod_revision,
    lease: lease === NO_LEASE ? null : (seconds.get(lease) ?? ('unasked' as const)),
  }));
  return { clusters: decodePatroni(prefix, keys), reach: {}, ...(whole ? {} : { partial: true as const }) };
}

const NO_LEASE = '0';

async function readAll(
  reads: KeyReads,
  { prefix, serializable }: { readonly prefix: string; readonly serializable: boolean },
  context: CallContext,
): Promise<{ readonly kvs: readonly IKeyValue[]; readonly whole: boolean }> {
  const start = Buffer.from(prefix);
  const range = { end: endOfPrefix(start), limit: PAGE_KEYS, keysOnly: false, serializable };
  const kvs: IKeyValue[] = [];
  let bytes = 0;
  let page: IRangeResponse | null = null;
  do {
    const last = kvs.at(-1)?.key;
    const key: Buffer = last === undefined ? start : Buffer.concat([last, Buffer.from([0])]);
    const revision: number | null = page === null ? null : Number(page.header.revision);
    page = await readPage(reads, { ...range, key, revision }, context);
    kvs.push(...page.kvs);
    bytes += page.kvs.reduce((sum, kv) => sum + kv.key.length + kv.value.length, 0);
  } while (page.more && page.kvs.length > 0 && kvs.length < MOST_KEYS && bytes < MOST_BYTES);
  return { kvs, whole: !page.more };
}

/** One that cannot be asked has no seconds. */
async function readLeases(
  reads: KeyReads,
  kvs: readonly IKeyValue[],
  context: CallContext,
): Promise<ReadonlyMap<string, Seconds>> {
  const ids = [...new Set(kvs.map(({ lease }) => lease).filter(lease => lease !== NO_LEASE))].slice(0, MOST_LEASES);
  const own = { ...context, deadline: Math.min(context.deadline, Date.now() + LEASES_WITHIN_MS) };
  const told = new Map<string, Seconds>();
  const next = ids.values();
  const askOn = async (): Promise<void> => {
    for (const id of next) {
      const seconds = await reads.timeToLive(id, own).catch(() => null);
      if (seconds === null) return;
      told.set(id, seconds);
    }
  };
  await Promise.all(Array.from({ length: LEASES_AT_ONCE }, askOn));
  return told;
}
