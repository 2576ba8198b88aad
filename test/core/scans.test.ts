import { describe, expect, it } from 'vitest';
import type { PrefixUse } from '../../src/core/ownership.ts';
import { growthOf, type Scan, scanToKeep } from '../../src/core/scans.ts';
import { tallySpace } from '../../src/core/space-tally.ts';

const HOUR = 3_600_000;
const folder = (prefix: string, bytes: number): PrefixUse => ({ prefix, owner: 'unknown', keys: 1, bytes });
const scan = (more: Partial<Scan> = {}): Scan => ({
  ...{ at: 0, revision: 5, prefixes: [folder('/app/', 100)], whole: true },
  ...more,
});

const use = (folders: number, stopped: 'time' | null = null) => {
  const tally = tallySpace('', null);
  for (let at = 0; at < folders; at += 1) tally.add(`/${at}/key`, at + 1);
  return { under: '', revision: 7, total: folders, ...tally.told(), stopped, current: true, endpoint: 'http://e' };
};

describe('growth', () => {
  it.each([
    ['what grew', folder('/app/', 150), scan(), 50],
    ['what shrank', folder('/app/', 20), scan(), -80],
    ['what stayed', folder('/app/', 100), scan(), 0],
    ['what was not there', folder('/new/', 10), scan(), 'new'],
    ['what may have been too small to be kept', folder('/new/', 10), scan({ whole: false }), null],
    ['what belonged to somebody else', { ...folder('/app/', 150), owner: 'kubernetes' }, scan(), 'new'],
  ] as const)('tells %s', (_, now, before, growth) => {
    expect(growthOf(now, before)).toBe(growth);
  });
});

describe('a count', () => {
  it('is remembered by its fifty largest folders, and says whether that is all', () => {
    expect(scanToKeep(use(3), null, 9)).toMatchObject({ at: 9, revision: 7, whole: true, prefixes: { length: 3 } });
    expect(scanToKeep(use(80), null, 9)).toMatchObject({ whole: false, prefixes: { length: 50 } });
  });

  it.each([
    ['a part', use(3, 'time'), null, false],
    ['one right after another', use(3), scan({ at: 10 * HOUR - 1 }), false],
    ['one an hour after another', use(3), scan({ at: 9 * HOUR }), true],
  ])('of %s is remembered: %#', (_, counted, before, kept) => {
    expect(scanToKeep(counted, before, 10 * HOUR) !== null).toBe(kept);
  });
});
