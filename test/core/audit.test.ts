import { describe, expect, it } from 'vitest';
import {
  type AuditEntry,
  type AuditRecord,
  type ChainHead,
  chain,
  EMPTY_CHAIN,
  verifyChain,
} from '../../src/core/audit.ts';

const aRecord = (index: number): AuditRecord => ({
  at: index * 1_000,
  what: 'vote',
  who: 'U1',
  cluster: 'prod',
  operation: `op-${index}`,
  details: { verdict: 'approve', step: index, last: null },
});

function aChain(length: number, record = aRecord): AuditEntry[] {
  const entries: AuditEntry[] = [];
  for (let index = 1; index <= length; index++) entries.push(chain(record(index), entries.at(-1) ?? EMPTY_CHAIN));
  return entries;
}

const whole = aChain(5);
const headOf = (entries: readonly AuditEntry[]): ChainHead => entries.at(-1) ?? EMPTY_CHAIN;
const at = (index: number): AuditEntry => {
  const entry = whole[index - 1];
  if (!entry) throw new RangeError('no such entry');
  return entry;
};
const changed = (entry: AuditEntry): AuditEntry => ({ ...entry, who: 'U2' });
/** As somebody would who knows how entries are hashed. */
const forged = (entry: AuditEntry): AuditEntry => {
  const { number, previous, hash: _, ...record } = changed(entry);
  return chain(record, { number: number - 1, hash: previous });
};

describe('a chain', () => {
  it.each([
    ['whole', whole, headOf(whole), null],
    ['empty', [], EMPTY_CHAIN, null],
    ['longer than its head, because it grew meanwhile', whole, at(3), null],
    ['with a changed entry', whole.map(e => (e.number === 3 ? changed(e) : e)), headOf(whole), [3, 'changed']],
    [
      'with a changed detail',
      whole.map(e => ({ ...e, details: { ...e.details, step: 2 } })),
      headOf(whole),
      [1, 'changed'],
    ],
    [
      'with an entry forged and hashed anew',
      whole.map(e => (e.number === 3 ? forged(e) : e)),
      headOf(whole),
      [4, 'unlinked'],
    ],
    ['with a removed entry', whole.filter(e => e.number !== 2), headOf(whole), [2, 'missing']],
    ['with two entries swapped', [at(1), at(3), at(2), at(4), at(5)], headOf(whole), [2, 'missing']],
    ['with an entry told twice', [at(1), at(2), at(2), at(3)], headOf(whole), [2, 'misplaced']],
    ['with its tail cut off', whole.slice(0, 3), headOf(whole), [4, 'cut']],
    ['with everything cut off', [], headOf(whole), [1, 'cut']],
    ['with its last entry forged', [...whole.slice(0, 4), forged(at(5))], headOf(whole), [5, 'replaced']],
    ['with its first entry removed', whole.slice(1), headOf(whole), [1, 'missing']],
  ] as const)('%s', (_, entries, head, expected) => {
    const { broken } = verifyChain([entries], head);
    expect(broken && [broken.number, broken.how]).toEqual(expected);
  });

  it('may be read in pages', () => {
    expect(verifyChain([whole.slice(0, 2), [], whole.slice(2)], headOf(whole))).toEqual({
      last: { number: 5, hash: at(5).hash },
      broken: null,
    });
  });

  it('tells the first break and how far it was whole', () => {
    const { last, broken } = verifyChain([whole.slice(0, 2), whole.slice(3), [at(1)]], headOf(whole));
    expect([last.number, broken]).toEqual([2, { number: 3, how: 'missing' }]);
  });

  it('does not depend on the order of keys', () => {
    const { details, ...rest } = aRecord(1);
    expect(chain({ details, ...rest }, EMPTY_CHAIN).hash).toBe(at(1).hash);
  });
});
