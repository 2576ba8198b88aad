import { describe, expect, it } from 'vitest';
import type { Announcement } from '../../src/core/announcement.ts';
import type { Operation } from '../../src/core/operation.ts';
import { knowAsker } from '../../src/flow/decide.ts';
import { showCard } from '../../src/flow/tell-operation.ts';
import { vote } from '../../src/flow/vote.ts';
import { cardReplies } from '../../src/present/card-replies.ts';
import { silent } from '../queue/silence.ts';
import { anOperation } from '../store/an-operation.ts';
import { anOffice, directory, now, settings } from './an-office.ts';

const id = 'op-4k2m9x7c1d';
const place = { channel: 'C1', language: 'en' } as const;
const waiting = (more: Partial<Operation> = {}): Operation =>
  anOperation(id, { requester: { user: 'UALICE', name: 'alice' }, ...more });
const voted = (user: string, verdict: 'approve' | 'deny', at = now) => ({
  user,
  name: user,
  at,
  verdict,
  reason: null,
});
const two = { required: 2, expiresMs: 60_000, typed: false };

async function show(operation: Operation, dies: (announcement: Announcement) => boolean = () => false) {
  const said: string[] = [];
  const shown: number[] = [];
  const announce = async (announcement: Announcement) => {
    if (dies(announcement)) throw new Error('Redis is away');
    said.push(announcement.id);
  };
  await showCard(operation, {
    ...{ settings, directory, team: () => 'T1', clock: () => now, log: silent },
    announcer: { announce },
    cards: { shown: async (_, revision) => void shown.push(revision), behind: async () => [] },
  });
  return { said, shown };
}

describe('a card', () => {
  const both = waiting({ rule: two, votes: [voted('UBOB', 'approve'), voted('UCAROL', 'deny')], state: 'denied' });

  it('is shown together with what was done to it, each in its thread', async () => {
    expect(await show(both)).toEqual({
      said: [`op-card-${id}`, `op-vote-${id}-UBOB`, `op-vote-${id}-UCAROL-deny`],
      shown: [both.revision],
    });
  });

  it('is behind as long as one of these is not said: the sweep says it', async () => {
    expect((await show(both, announcement => announcement.id.endsWith('-deny'))).shown).toEqual([]);
  });

  it('does not repeat what was said days ago', async () => {
    const old = waiting({ votes: [voted('UBOB', 'approve', now - 25 * 3_600_000)], state: 'succeeded' });
    expect((await show(old)).said).toEqual([`op-card-${id}`]);
  });
});

describe('a reply in the thread', () => {
  it('is the same whoever says it, however far the operation is by then', async () => {
    const office = anOffice([waiting()]);
    const [channel = null] = settings.channels;
    const asker = await knowAsker({ kind: 'slack', team: 'T1', user: 'UBOB', name: 'UBOB' }, channel, {
      settings,
      directory,
    });
    await vote({ operation: id, hash: null, verdict: 'approve', reason: null, typed: null }, asker, office.desk);
    const byBot = office.announced.find(announcement => announcement.id.startsWith('op-vote-'));
    const current = office.kept.get(id);
    if (!current) throw new Error('no operation');
    expect(cardReplies({ ...current, state: 'running', fence: 3 }, place, now + 1_000)).toEqual([byBot]);
  });

  it('tells of each approval how many there were with it', () => {
    const operation = waiting({
      rule: two,
      votes: [voted('UBOB', 'approve'), voted('UCAROL', 'approve')],
      state: 'running',
    });
    const states = cardReplies(operation, place, now).map(({ metadata }) => metadata.state);
    expect(states).toEqual(['awaiting_approval', 'queued']);
  });

  it.each([
    ['what waited', null, 'cancelled'],
    ['what ran', 7, 'running'],
  ])('tells who took back %s', (_, fence, state) => {
    const operation = waiting({ state: 'cancelled', fence, cancel: { user: 'UALICE', name: 'alice', at: now } });
    expect(cardReplies(operation, place, now)).toMatchObject([{ id: `op-cancel-${id}`, metadata: { state } }]);
  });
});
