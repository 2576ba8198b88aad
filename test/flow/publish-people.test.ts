import { describe, expect, it } from 'vitest';
import type { Operation } from '../../src/core/operation.ts';
import type { Directory, Operations } from '../../src/core/ports.ts';
import { publishForWork, publishPeople } from '../../src/flow/publish.ts';
import { silent } from '../queue/silence.ts';
import { anOperation } from '../store/an-operation.ts';
import { anOffice, now } from './an-office.ts';

const access = {
  viewers: { channels: true, users: [], groups: [] },
  operators: { users: [], groups: ['SOPS'] },
  approvers: { users: ['UCAROL'], groups: ['SLEAD'] },
  terminal: {},
};
const vote = { user: 'UBOB', name: 'bob', at: 1, verdict: 'approve', reason: null } as const;
const operation: Operation = anOperation('op-4k2m9x7c1d', {
  requester: { user: 'UALICE', name: 'alice' },
  votes: [vote],
});

function asked(standing?: Directory['standing']) {
  const users: string[] = [];
  const groups: string[] = [];
  const directory: Directory = {
    standing: async (user, team) => {
      users.push(user);
      return standing ? standing(user, team) : { user, team, name: user, kind: 'member', asOf: now };
    },
    groupMembers: async group => {
      groups.push(group);
      return { members: group === 'SLEAD' ? ['UDORA'] : [], asOf: now };
    },
  };
  return { users, groups, people: { directory, access, team: (): string | null => 'T1' } };
}

describe('what workers are told of people', () => {
  it('is about who asked, who voted and who is in the groups, at every vote', async () => {
    const { users, groups, people } = asked();
    await publishPeople(operation, people);
    expect([users, groups]).toEqual([
      ['UALICE', 'UBOB'],
      ['SOPS', 'SLEAD'],
    ]);
  });

  it('is about those who may approve too, as long as something waits: a terminal asks nobody', async () => {
    const { users, people } = asked();
    await publishForWork(anOffice([operation]).desk.operations, people, silent);
    expect(users.toSorted()).toEqual(['UALICE', 'UBOB', 'UCAROL', 'UDORA']);
  });

  it('knows the approvers by name also while nothing waits, and nobody else', async () => {
    const { users, people } = asked();
    await publishForWork(anOffice([{ ...operation, state: 'succeeded' }]).desk.operations, people, silent);
    expect(users.toSorted()).toEqual(['UCAROL', 'UDORA']);
  });

  it('waits until Slack has told who we are', async () => {
    const { users, people } = asked();
    await publishPeople(operation, { ...people, team: () => null });
    expect(users).toEqual([]);
  });

  it('troubles nobody when Slack or the store does not answer', async () => {
    const away = () => Promise.reject(new Error('away'));
    await publishPeople(operation, asked(away).people);
    const operations: Operations = { ...anOffice().operations, list: away };
    await publishForWork(operations, asked().people, silent);
  });
});
