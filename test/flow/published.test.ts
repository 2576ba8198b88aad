import { describe, expect, it } from 'vitest';
import type { Standing } from '../../src/core/ports.ts';
import { knowAsker } from '../../src/flow/decide.ts';
import { publishedDirectory } from '../../src/flow/published.ts';
import { vote } from '../../src/flow/vote.ts';
import { anOperation } from '../store/an-operation.ts';
import { anOffice, now, settings } from './an-office.ts';

const MINUTE = 60_000;
const id = 'op-4k2m9x7c1d';

const board = (ageMs: number, kind: Standing['kind'] = 'member') => ({
  latest: async (user: string) => ({ user, team: 'T1', name: user, kind, asOf: now - ageMs }),
  group: async (group: string) => (group === 'SLEAD' ? { members: ['UBOB'], asOf: now - ageMs } : null),
});
const byGroup = { ...settings, access: { ...settings.access, approvers: { users: [], groups: ['SLEAD'] } } };

async function approveAtTerminal(published: Parameters<typeof publishedDirectory>[0], world = settings) {
  const actor = { kind: 'terminal', login: 'bob', user: 'UBOB', name: 'bob' } as const;
  const directory = publishedDirectory(published, () => now);
  const asker = await knowAsker(actor, null, { settings: world, directory });
  const { desk } = anOffice([anOperation(id, { requester: { user: 'UALICE', name: 'alice' } })]);
  const ballot = { operation: id, hash: null, verdict: 'approve', reason: null, typed: null } as const;
  const outcome = await vote(ballot, asker, desk);
  return outcome.ok ? outcome.value.state : outcome.error.refused;
}

describe('at a terminal, an approver', () => {
  it.each([
    ['by a group the bot has told of lately', board(MINUTE), byGroup, 'queued'],
    ['by a group of which was told too long ago', board(16 * MINUTE), byGroup, 'group_unknown'],
    ['named in the configuration, while Slack is silent for long', board(16 * MINUTE), settings, 'queued'],
    ['whom Slack has deactivated, however long ago', board(600 * MINUTE, 'deactivated'), settings, 'deactivated'],
  ])('%s', async (_, published, world, outcome) => {
    expect(await approveAtTerminal(published, world)).toBe(outcome);
  });

  it('is no approver by a group when the store does not answer', async () => {
    const silent = { latest: () => Promise.reject(new Error('away')), group: () => Promise.reject(new Error('away')) };
    expect(await approveAtTerminal(silent, byGroup)).toBe('group_unknown');
  });
});
