import { describe, expect, it } from 'vitest';
import type { Linked } from '../../src/core/linked-accounts.ts';
import type { Operation, Vote } from '../../src/core/operation.ts';
import type { Standing } from '../../src/core/ports.ts';
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

const MINUTE = 60_000;
const logins = { alice: 'U1', bob: 'U2', carol: 'U3' };
const atTerminal = { kind: 'terminal', login: 'alice', user: 'U1', name: 'alice' } as const;
const vote = (user: string, login?: string): Vote => ({
  ...{ user, name: user, at: askedAt, verdict: 'approve', reason: null },
  ...(login === undefined ? {} : { login }),
});

/** Approved by bob and carol; alice asked at a terminal, and they voted there, unless said otherwise. */
function agreed(more: Partial<Operation> = {}): Operation {
  const operation = anOpenOperation();
  const votes = [vote('U2', 'bob'), vote('U3', 'carol')];
  return { ...operation, request: { ...operation.request, actor: atTerminal }, state: 'queued', votes, ...more };
}

/** A worker to which Slack's last word, an hour ago, is what is given here. */
function inSilence(
  last: Partial<Record<string, Standing['kind']>> = {},
  groups = false,
  terminal: Readonly<Record<string, string>> = logins,
) {
  const people = { users: groups ? ['U1'] : users, groups: groups ? ['S1'] : [] };
  return {
    settings: { ...settings, access: { ...settings.access, operators: people, approvers: people, terminal } },
    notices: {
      latest: async (user: string) => {
        const kind = last[user];
        return kind ? { user, team: 'T1', name: user, kind, asOf: askedAt - 60 * MINUTE } : null;
      },
      group: async () => ({ members: users, asOf: askedAt - 60 * MINUTE }),
    },
    clock: () => askedAt,
  };
}

const slackRequest = anOpenOperation().request;

describe('while Slack is silent', () => {
  const member = { U1: 'member', U2: 'member', U3: 'member' } as const;
  it.each<readonly [string, Operation, ReturnType<typeof inSilence>, string | undefined]>([
    ['all came by a terminal', agreed(), inSilence(member), undefined],
    ['all came by a terminal, and Slack never said who they are', agreed(), inSilence(), undefined],
    ['it was asked for in Slack', agreed({ request: slackRequest }), inSilence(member), 'rights_lost'],
    ['one voted in Slack', agreed({ votes: [vote('U2', 'bob'), vote('U3')] }), inSilence(member), 'rights_lost'],
    ['an approver was last known as deactivated', agreed(), inSilence({ ...member, U3: 'deactivated' }), 'rights_lost'],
    ['an approver was last known as a guest', agreed(), inSilence({ ...member, U2: 'guest' }), 'rights_lost'],
    ['who asked was last known as deactivated', agreed(), inSilence({ ...member, U1: 'deactivated' }), 'rights_lost'],
    ['they may by a group alone', agreed(), inSilence(member, true), 'rights_lost'],
    [
      'a login is somebody else’s by now',
      agreed(),
      inSilence(member, false, { ...logins, carol: 'U9' }),
      'rights_lost',
    ],
    ['the login of an approver is gone', agreed(), inSilence(member, false, { alice: 'U1', bob: 'U2' }), 'rights_lost'],
    [
      'the login of who asked is another approver’s',
      agreed(),
      inSilence(member, false, { ...logins, alice: 'U2' }),
      'rights_lost',
    ],
  ])('%s', async (_, operation, known, refused) => {
    expect((await reauthorise(operation, known))?.refused).toBe(refused);
  });
});
