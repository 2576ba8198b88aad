import type { IKeyValue, IRangeResponse } from 'etcd3';
import type { KeyEntry, KeyPage, KeyQuery } from '../core/keys.ts';
import type { CallContext } from './channel.ts';
import { toFault } from './errors.ts';
import { endOfPrefix, type KeyReads, type RangeQuery } from './kv.ts';

/** Sizes are only told with the values, so a page is sized by the bytes that came before it. */
const FIRST_PAGE_KEYS = 20;
const PAGE_BYTES = 4 * 1024 * 1024;
const MOST_KEYS = 10_000;

/**
 * Names and sizes of keys in their order, at one revision, `query.limit` (at most 10 000) of them. Values are dropped as soon as they
 * are measured, unless asked for. Bytes that are no UTF-8 show as U+FFFD.
 */
export async function readKeys(reads: KeyReads, query: KeyQuery, context: CallContext): Promise<KeyPage> {
  const key = Buffer.from(query.key);
  const end = query.prefix ? endOfPrefix(key) : null;
  const wanted = Math.min(Math.max(1, query.limit), MOST_KEYS);
  const from = query.prefix && key.length === 0 ? Buffer.from([0]) : key;
  const base = { end, keysOnly: false, serializable: false };

  const first = await readPage(
    reads,
    { ...base, key: from, limit: Math.min(wanted, FIRST_PAGE_KEYS), revision: null },
    context,
  );
  const revision = Number(first.header.revision);
  const entries = first.kvs.map(kv => entryOf(kv, query.values));
  let page = first;
  while (page.more && page.kvs.length > 0 && entries.length < wanted) {
    const limit = Math.min(wanted - entries.length, nextPageKeys(page));
    const last = page.kvs.at(-1)?.key ?? from;
    page = await readPage(reads, { ...base, key: Buffer.concat([last, Buffer.from([0])]), limit, revision }, context);
    entries.push(...page.kvs.map(kv => entryOf(kv, query.values)));
  }
  return { entries, total: Number(first.count), revision };
}

/** Values too large for one message are asked for in halves. */
export async function readPage(
  reads: Pick<KeyReads, 'range'>,
  query: RangeQuery,
  context: CallContext,
): Promise<IRangeResponse> {
  try {
    return await reads.range(query, context);
  } catch (error) {
    if (query.limit <= 1 || toFault(error).code !== 'too_large') throw error;
    return readPage(reads, { ...query, limit: Math.floor(query.limit / 2) }, context);
  }
}

function nextPageKeys({ kvs }: IRangeResponse): number {
  const bytes = kvs.reduce((sum, kv) => sum + kv.key.length + kv.value.length, 0);
  return Math.max(1, Math.floor((PAGE_BYTES * kvs.length) / Math.max(1, bytes)));
}

function entryOf(kv: IKeyValue, values: boolean): KeyEntry {
  return {
    key: kv.key.toString('utf8'),
    valueBytes: kv.value.length,
    version: Number(kv.version),
    modRevision: Number(kv.mod_revision),
    createRevision: Number(kv.create_revision),
    lease: kv.lease === '0' ? null : BigInt.asUintN(64, BigInt(kv.lease)).toString(16),
    value: values ? kv.value.toString('utf8') : null,
  };
}
