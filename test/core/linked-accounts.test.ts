import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { approversOf, decideVote } from '../../src/core/approval.ts';
import { accountsOf, type Linked, othersThan, personBehind } from '../../src/core/linked-accounts.ts';
import type { Operation } from '../../src/core/operation.ts';
import { apply } from '../../src/core/transition.ts';
import { aCast, anOpenOperation, askedAt } from './an-open-operation.ts';

const accounts = ['U1', 'U2', 'U3', 'U4', 'U5', 'U6'] as const;
const account = fc.constantFrom(...accounts);
const linkedLists: fc.Arbitrary<Linked> = fc.array(fc.uniqueArray(account, { minLength: 2, maxLength: 3 }), {
  maxLength: 3,
});

/** The plain definition: a chain of lists leads from one to the other. */
function areOne(one: string, other: string, linked: Linked, seen: readonly string[] = []): boolean {
  if (one === other) return true;
  const next = linked.filter(list => list.includes(one)).flat();
  return next.some(each => !seen.includes(each) && areOne(each, other, linked, [...seen, one]));
}

describe('accounts of one person', () => {
  it('are all that a chain of lists leads to, and one of them stands for the person', () => {
    fc.assert(
      fc.property(account, account, linkedLists, (one, other, linked) => {
        const same = areOne(one, other, linked);
        expect(accountsOf(one, linked).includes(other)).toBe(same);
        expect(personBehind(one, linked) === personBehind(other, linked)).toBe(same);
      }),
    );
  });

  it('never approve what the person asked for, nor twice, whatever the accounts and their order', () => {
    let queued = 0;
    fc.assert(
      fc.property(linkedLists, fc.array(account, { maxLength: 12 }), (linked, voters) => {
        let operation: Operation = anOpenOperation();
        for (const user of voters) {
          const cast = aCast(operation, { user, name: user, accounts: accountsOf(user, linked) });
          const decided = decideVote(operation, cast);
          const moved = decided.ok ? apply(operation, decided.value, askedAt) : decided;
          if (moved.ok) operation = moved.value.operation;
        }
        const counted = operation.votes.map(({ user }) => user);
        const persons = [operation.requester.user, ...counted];
        for (const [at, one] of persons.entries()) {
          for (const other of persons.slice(at + 1)) expect(areOne(one, other, linked)).toBe(false);
        }
        if (operation.state !== 'queued') return;
        queued += 1;
        expect(approversOf(operation, linked)).toEqual(counted);
        expect(counted).toHaveLength(2);
      }),
      { numRuns: 1_000 },
    );
    expect(queued).toBeGreaterThan(50);
  });

  it('count as one for votes that were cast before they were known to be', () => {
    const vote = (user: string) => ({ user, name: user, at: 1, verdict: 'approve', reason: null }) as const;
    const operation = anOpenOperation({ votes: [vote('U2'), vote('U3'), vote('U4')] });
    expect(approversOf(operation)).toEqual(['U2', 'U3', 'U4']);
    expect(approversOf(operation, [['U2', 'U3']])).toEqual(['U2', 'U4']);
    expect(approversOf(operation, [['U4', 'U1']])).toEqual(['U2', 'U3']);
    expect(
      approversOf(operation, [
        ['U1', 'U2'],
        ['U3', 'U4'],
        ['U2', 'U3'],
      ]),
    ).toEqual([]);
  });
});

describe('the others', () => {
  it.each<readonly [readonly (readonly string[])[] | undefined, readonly string[]]>([
    [undefined, ['U2', 'U3', 'U9']],
    [[['U1', 'U9']], ['U2', 'U3']],
    [[['U2', 'U3']], ['U2', 'U3', 'U9']],
  ])('than one whose accounts are %j', (linked, others) => {
    expect(othersThan('U1', ['U2', 'U1', 'U3', 'U2', 'U9'], linked)).toEqual(others);
  });
});
