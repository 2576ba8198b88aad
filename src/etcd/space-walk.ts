import type { IRangeResponse } from 'etcd3';
import type { Clock } from '../core/ports.ts';

export type Page = Pick<IRangeResponse, 'more'> & {
  readonly kvs: readonly Pick<IRangeResponse['kvs'][number], 'key' | 'value'>[];
};

/** How time goes by while keys are read; `rest` may end early, where nobody waits any more. */
export type Pace = { readonly clock: Clock; readonly rest: (ms: number) => Promise<void> };

/** etcd tells sizes only with the values, so pages are kept small by the bytes of the one before. */
export const FIRST_PAGE_KEYS = 20;
export const PAGE_BYTES = 1024 * 1024;
/** etcd counts all keys that are left for every page (mvcc/kvstore_txn.go, rangeKeys), so pages of few keys would be the greater load. */
export const PAGE_KEYS = 10_000;
const LEAST_REST_MS = 5;

/**
 * All pages from the first on, one at a time. After each the member rests for as long as it took, so that never more than half of the time it
 * works for this, however slow it is. `read`: so many keys from this one on.
 */
export async function* walkPages<P extends Page>(
  first: P,
  read: (from: Buffer, limit: number) => Promise<P>,
  { clock, rest }: Pace,
): AsyncGenerator<P, void, undefined> {
  let page = first;
  let tookMs = 0;
  for (;;) {
    yield page;
    const last = page.kvs.at(-1);
    if (!page.more || last === undefined) return;
    await rest(Math.max(LEAST_REST_MS, tookMs));
    const began = clock();
    page = await read(Buffer.concat([last.key, Buffer.from([0])]), nextLimit(page));
    tookMs = clock() - began;
  }
}

function nextLimit({ kvs }: Page): number {
  const bytes = kvs.reduce((sum, { key, value }) => sum + key.length + value.length, 0);
  return Math.min(PAGE_KEYS, Math.max(1, Math.floor((PAGE_BYTES * kvs.length) / Math.max(1, bytes))));
}
