import { describe, expect, it } from 'vitest';
import { isOutage, outageSymptoms } from '../../../src/core/watch/outage.ts';

const names = (count: number) => Array.from({ length: count }, (_, index) => `c${index}`);

describe('an outage of the way to the clusters', () => {
  it.each([
    [1, 1, false],
    [1, 2, false],
    [2, 2, true],
    [2, 5, false],
    [3, 5, true],
    [99, 200, false],
    [200, 200, true],
  ])('%i silent of %i: %s', (blind, watched, outage) => {
    expect(isOutage(names(blind), watched)).toBe(outage);
    expect(outageSymptoms(names(blind), watched)).toHaveLength(outage ? 1 : 0);
  });
});
