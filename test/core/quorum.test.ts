import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWastefullyEven, quorumOf, tally } from '../../src/core/quorum.ts';

describe('the quorum of n voters', () => {
  it.each([
    [1, 1],
    [2, 2],
    [3, 2],
    [4, 3],
    [5, 3],
    [7, 4],
  ])('%d voters need %d', (voters, quorum) => {
    expect(quorumOf(voters)).toBe(quorum);
  });

  it('is never reached by exactly half', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 50 }), half => quorumOf(2 * half) > half));
  });

  it('grows by no tolerance from odd to even', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 50 }), k => {
        const odd = 2 * k + 1;
        expect(tally(odd + 1, odd + 1).tolerance).toBe(tally(odd, odd).tolerance);
        expect([isWastefullyEven(odd), isWastefullyEven(odd + 1)]).toEqual([false, true]);
      }),
    );
  });

  it('leaves a negative tolerance when it is lost', () => {
    expect(tally(3, 1)).toEqual({ voters: 3, healthy: 1, quorum: 2, tolerance: -1 });
  });
});
