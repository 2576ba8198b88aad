import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIRST_PAGE_KEYS, PAGE_BYTES, PAGE_KEYS, type Page, walkPages } from '../../src/etcd/space-walk.ts';

/** A key space of so many keys with values of so many bytes, whose pages take the times given, on a clock that only they and rests move. */
function aSpace(keys: number, bytes: number, times: readonly number[]) {
  let now = 0;
  let busy = 0;
  let asked = 0;
  const pages: { readonly limit: number; readonly rested: number }[] = [];
  let rested = 0;
  const value = Buffer.alloc(bytes);
  const nameOf = (n: number): string => String(n).padStart(7, '0');
  const pageFrom = (from: number, limit: number): Page => {
    const until = Math.min(keys, from + limit);
    const kvs = Array.from({ length: until - from }, (_, n) => ({ key: Buffer.from(nameOf(from + n)), value }));
    return { kvs, more: until < keys };
  };
  const read = async (from: Buffer, limit: number): Promise<Page> => {
    const took = times[asked++ % times.length] ?? 0;
    pages.push({ limit, rested });
    rested = 0;
    now += took;
    busy += took;
    return pageFrom(Number(from.subarray(0, 7).toString()) + 1, limit);
  };
  const pace = {
    clock: () => now,
    rest: async (ms: number) => {
      rested += ms;
      now += ms;
    },
  };
  return { first: pageFrom(0, FIRST_PAGE_KEYS), read, pace, pages, spent: () => ({ now, busy }) };
}

describe('a walk through the keys', () => {
  it('sees every key once, in order, and works no more than half of the time, however slow the member is', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3_000 }),
        fc.integer({ min: 0, max: 50_000 }),
        fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 20 }),
        async (keys, bytes, times) => {
          const space = aSpace(keys, bytes, times);
          const seen: string[] = [];
          for await (const { kvs } of walkPages(space.first, space.read, space.pace)) {
            seen.push(...kvs.map(({ key }) => key.toString()));
          }
          expect(seen).toHaveLength(keys);
          expect(new Set(seen).size).toBe(keys);
          const { now, busy } = space.spent();
          // The last page is followed by nothing to rest for.
          expect(busy - Math.max(0, ...times)).toBeLessThanOrEqual(now / 2);
          for (const { limit, rested } of space.pages) {
            expect(rested).toBeGreaterThanOrEqual(5);
            expect(limit).toBeLessThanOrEqual(PAGE_KEYS);
            expect(limit === 1 || limit * (bytes + 7) <= PAGE_BYTES).toBe(true);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
