import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distance, suggest } from '../../src/core/suggest.ts';

describe('suggest', () => {
  it.each([
    ['statsu', 'status'],
    ['STATUS', 'status'],
    ['stats', 'status'],
    ['membr', 'member'],
    ['oprations', 'operations'],
    ['heal', 'health'],
    ['diag', 'diagnose'],
    ['xyzzy', null],
    ['', null],
    ['ab', null],
    ['a', null],
  ])('takes %s for %s', (typed, meant) => {
    expect(suggest(typed, ['status', 'member', 'operations', 'health', 'diagnose', '?'])).toBe(meant);
  });

  it('counts edits the same way round', () => {
    const word = fc.string({ maxLength: 12 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(distance(a, b)).toBe(distance(b, a));
        expect(distance(a, b) === 0).toBe(a === b);
        expect(distance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
    expect(distance('statsu', 'status')).toBe(1);
  });
});
