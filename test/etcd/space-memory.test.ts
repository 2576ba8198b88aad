import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { IKeyValue, IRangeResponse } from 'etcd3';
import { expect, it } from 'vitest';
import type { RangeQuery } from '../../src/etcd/kv.ts';
import { openSpaceReader, type SpaceSource } from '../../src/etcd/space.ts';

const KEYS = 200_000;
const VALUE_BYTES = 200;

/** Takes out the rubbish at once: what is there afterwards is held by somebody. */
function collect(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}

/** A key space in which every key is in a folder of its own, made page by page as it is asked for. */
function aSource(seen: (page: IRangeResponse) => void): SpaceSource {
  const header = { cluster_id: '1', member_id: '1', revision: '7', raft_term: '1' };
  const keyOf = (n: number): Buffer => Buffer.from(`/folder-${String(n).padStart(7, '0')}/key`);
  const kvOf = (n: number): IKeyValue => ({
    ...{ key: keyOf(n), value: Buffer.alloc(VALUE_BYTES), version: '3', lease: '0' },
    ...{ create_revision: '1', mod_revision: '7' },
  });
  const range = async ({ key, limit }: RangeQuery): Promise<IRangeResponse> => {
    const [, last] = /^\/folder-(\d+)/.exec(String(key)) ?? [];
    const from = last === undefined ? 0 : Number(last) + 1;
    const until = Math.min(KEYS, from + limit);
    const kvs = Array.from({ length: until - from }, (_, index) => kvOf(from + index));
    const page = { header, kvs, more: until < KEYS, count: String(KEYS - from) };
    seen(page);
    return page;
  };
  return {
    endpoint: 'http://10.0.0.1:2379',
    calls: { status: () => Promise.reject(new Error('not asked')), probe: async () => 1 },
    keys: { range },
  };
}

it('a count of keys keeps a page at a time, and of all before it nothing but sums', async () => {
  const pages: WeakRef<object>[] = [];
  const values: WeakRef<object>[] = [];
  const source = aSource(({ kvs: [first, ...others] }) => {
    if (first) pages.push(new WeakRef(first.key), new WeakRef(others));
    if (first) values.push(new WeakRef(first.value));
  });
  let most = 0;
  const alive = () => [...pages, ...values].filter(ref => ref.deref() !== undefined).length;
  const read = openSpaceReader([source], null, async () => {
    // A weak reference that was made or read is kept until the end of the turn.
    await new Promise(resolve => setImmediate(resolve));
    collect();
    most = Math.max(most, alive());
  });
  const use = await read({ under: '', withinMs: 600_000 }, new AbortController().signal);
  expect(use).toMatchObject({ stopped: null, total: KEYS, read: { keys: KEYS }, others: { prefixes: KEYS - 200 } });
  expect(use.prefixes).toHaveLength(200);
  expect(pages.length / 2).toBeGreaterThan(KEYS / 10_000);
  // The page before is in use while the next one is asked for.
  expect(most).toBeLessThanOrEqual(2 * 3);
});
