import { describe, expect, it } from 'vitest';
import type { Linked } from '../../src/core/linked-accounts.ts';
import { reauthorise } from '../../workers/reauthorise.ts';
import { anOpenOperation, approvedBy, askedAt, following } from '../core/an-open-operation.ts';
import { settings } from '../flow/an-office.ts';

const users = ['U1', 'U2', 'U3'];
const approved = following(anOpenOperation(), approvedBy('U2', 'bob'), approvedBy('U3', 'carol'));

/** A worker that knows all of them as members with every right. */
const knowing = (linked: Linked) => ({
  settings: {
    ...settings,
    access: {
      ...settings.access,
      operators: { users, groups: [] },
      approvers: { users, groups: [] },
      linked,
    },
  },
  notices: {
    latest: async (user: string) => ({ user, team: 'T1', name: user, kind: 'member', asOf: askedAt }) as const,
    group: async () => null,
  },
  clock: () => askedAt,
});

describe('right before a change begins, persons are counted by the accounts that are linked by now', () => {
  it.each<readonly [string, Linked, string | undefined]>([
    ['nobody has two', [], undefined],
    ['somebody else has two', [['U3', 'U9']], undefined],
    ['both approvers are one person', [['U2', 'U3']], 'rights_lost'],
    ['an approver is who asked', [['U3', 'U1']], 'rights_lost'],
  ])('%s', async (_, linked, refused) => {
    expect((await reauthorise(approved, knowing(linked)))?.refused).toBe(refused);
  });
});
