import { describe, expect, it } from 'vitest';
import { endChain, followChain, UNCHECKED } from '../../src/core/audit.ts';
import type { Asker } from '../../src/core/authorize.ts';
import { type Operation, operationStates } from '../../src/core/operation.ts';
import { shortHash } from '../../src/core/plan.ts';
import { knowAsker } from '../../src/flow/decide.ts';
import { unfreeze } from '../../src/flow/freeze.ts';
import { type Ballot, cancel, vote } from '../../src/flow/vote.ts';
import { aRequest } from '../a-request.ts';
import { anOperation, aRecord } from '../store/an-operation.ts';
import { anOffice, directory, now, settings } from './an-office.ts';

const id = 'op-4k2m9x7c1d';
const asked = { requester: { user: 'UALICE', name: 'alice' } } as const;
const waiting = (more: Partial<Operation> = {}): Operation => anOperation(id, { ...asked, ...more });
const hash = shortHash(waiting().hash);

const approve: Ballot = { operation: id, hash, verdict: 'approve', reason: null, typed: null };
const deny: Ballot = { ...approve, verdict: 'deny' };

function inSlack(user: string): Promise<Asker> {
  const [channel = null] = settings.channels;
  return knowAsker({ kind: 'slack', team: 'T1', user, name: user }, channel, { settings, directory });
}

function atTerminal(login: string): Promise<Asker> {
  const actor = { kind: 'terminal', login, user: null, name: login } as const;
  return knowAsker(actor, null, { settings, directory: null });
}

const outcomeOf = (result: Awaited<ReturnType<typeof vote | typeof cancel>>): string =>
  result.ok ? result.value.state : result.error.refused;

describe('a vote', () => {
  it.each([
    ['an approver', 'UBOB', 'queued', 'denied'],
    ['who asked, though an approver', 'UALICE', 'own_change', 'denied'],
    ['an operator', 'UOTTO', 'not_approver', 'not_approver'],
    ['somebody without a right', 'UEVE', 'not_approver', 'not_approver'],
    ['a guest', 'UGUEST', 'guest', 'guest'],
    ['somebody Slack does not know', 'UGHOST', 'standing_unknown', 'standing_unknown'],
  ])('of %s', async (_, user, approving, denying) => {
    const asker = await inSlack(user);
    expect(outcomeOf(await vote(approve, asker, anOffice([waiting()]).desk))).toBe(approving);
    expect(outcomeOf(await vote(deny, asker, anOffice([waiting()]).desk))).toBe(denying);
  });

  it.each([
    ['an approver', 'bob', 'queued'],
    ['who asked in Slack', 'alice', 'own_change'],
    ['a login that is nobody', 'root', 'not_approver'],
  ])('at a terminal, of %s', async (_, login, approving) => {
    const { desk } = anOffice([waiting()]);
    expect(outcomeOf(await vote({ ...approve, hash: null }, await atTerminal(login), desk))).toBe(approving);
  });

  it('holds the login by which it came, and none when it came through Slack', async () => {
    const office = anOffice([waiting()]);
    await vote({ ...approve, hash: null }, await atTerminal('bob'), office.desk);
    expect(office.kept.get(id)?.votes).toMatchObject([{ user: 'UBOB', login: 'bob' }]);
    const other = anOffice([waiting()]);
    await vote(approve, await inSlack('UBOB'), other.desk);
    expect(other.kept.get(id)?.votes[0]).not.toHaveProperty('login');
  });

  it.each(operationStates.filter(state => state !== 'awaiting_approval'))('on what is %s is too late', async state => {
    const { desk, ran, kept } = anOffice([waiting({ state })]);
    for (const ballot of [approve, deny]) {
      expect(outcomeOf(await vote(ballot, await inSlack('UBOB'), desk))).toBe('decided');
    }
    expect(kept.get(id)?.state).toBe(state);
    expect(ran).toEqual([]);
  });

  it.each([
    ['another plan than the one stored', { ...approve, hash: '000000000000' }, 'other_plan'],
    ['an operation that is not there', { ...approve, operation: 'op-zzzzzzzzzz' }, 'unknown_operation'],
    ['an operation with two letters swapped', { ...approve, operation: 'op-4k2m9xc71d' }, 'mistyped_operation'],
    ['something else than an operation', { ...approve, operation: 'prod' }, 'unknown_operation'],
  ])('on %s is refused', async (_, ballot, refused) => {
    const { desk } = anOffice([waiting()]);
    expect(outcomeOf(await vote(ballot, await inSlack('UBOB'), desk))).toBe(refused);
  });

  it('after the deadline is refused, before anybody has swept', async () => {
    const { desk } = anOffice([waiting({ expiresAt: now })]);
    expect(outcomeOf(await vote(approve, await inSlack('UBOB'), desk))).toBe('overdue');
  });

  it.each([
    [null, 'typing_needed'],
    ['dev', 'typed_otherwise'],
    ['PROD', 'typed_otherwise'],
    ['prod', 'queued'],
  ])('with %j typed where the cluster is to be named: %s', async (typed, outcome) => {
    const { desk } = anOffice([waiting({ rule: { required: 1, expiresMs: 1, typed: true } })]);
    expect(outcomeOf(await vote({ ...approve, typed }, await inSlack('UBOB'), desk))).toBe(outcome);
  });

  it('counts one person once where two are needed, and runs with the second', async () => {
    const { desk, ran } = anOffice([waiting({ rule: { required: 2, expiresMs: 1, typed: false } })]);
    const [bob, carol] = [await inSlack('UBOB'), await inSlack('UCAROL')];
    expect(outcomeOf(await vote(approve, bob, desk))).toBe('awaiting_approval');
    expect(outcomeOf(await vote(approve, bob, desk))).toBe('voted_already');
    expect(outcomeOf(await vote({ ...approve, hash: null }, await atTerminal('bob'), desk))).toBe('voted_already');
    expect(ran).toEqual([]);
    expect(outcomeOf(await vote(approve, carol, desk))).toBe('queued');
    expect(ran).toEqual([id]);
  });

  it('shows on the card first and is then said in its thread, by everybody known by name', async () => {
    const { desk, announced, published } = anOffice([waiting()]);
    await vote({ ...deny, reason: 'not before the backup' }, await inSlack('UBOB'), desk);
    expect(announced.map(each => [each.id, each.channel, each.thread, each.metadata])).toEqual([
      [`op-card-${id}`, 'C1', null, expect.objectContaining({ kind: 'plan', operation: id, state: 'denied' })],
      [
        `op-vote-${id}-UBOB-deny`,
        'C1',
        { of: `op-card-${id}` },
        expect.objectContaining({ kind: 'outcome', operation: id, state: 'denied' }),
      ],
    ]);
    const told = JSON.stringify(announced[1]?.document);
    expect(told).toContain('"name":"bob"');
    expect(told).toContain('not before the backup');
    expect(published).toEqual([id]);
  });

  it('shows on the card before the work can begin, which a worker shows on the same card', async () => {
    const { desk, shownBefore } = anOffice([waiting()]);
    await vote(approve, await inSlack('UBOB'), desk);
    expect(shownBefore).toEqual([`op-card-${id}`, `op-vote-${id}-UBOB`]);
  });

  it('stands when the queue does not take the work, and says that it begins later', async () => {
    const { desk, kept, announced } = anOffice([waiting()], { queueAway: true });
    const result = await vote(approve, await inSlack('UBOB'), desk);
    expect(result).toMatchObject({ ok: true, value: { late: true } });
    expect(kept.get(id)?.state).toBe('queued');
    expect(JSON.stringify(announced.at(-1)?.document)).toContain('vote.late');
  });

  it('stands when nothing can be announced', async () => {
    const { desk, kept, ran } = anOffice([waiting()], { outboxAway: true });
    expect(outcomeOf(await vote(approve, await inSlack('UBOB'), desk))).toBe('queued');
    expect([kept.get(id)?.state, ran]).toEqual(['queued', [id]]);
  });

  it('is in doubt, and nothing is run, when the store goes away in the middle of it', async () => {
    const { desk, ran } = anOffice([waiting()], { storeAway: true });
    expect(outcomeOf(await vote(approve, await inSlack('UBOB'), desk))).toBe('vote_in_doubt');
    expect(ran).toEqual([]);
  });

  it('is in the audit log, refused or not, and the chain holds', async () => {
    const { desk, entries, audit } = anOffice([waiting()]);
    for (const user of ['UALICE', 'UEVE', 'UBOB', 'UCAROL']) await vote(approve, await inSlack(user), desk);
    expect(
      entries.map(({ what, who, operation, details }) => [what, who, operation, details.code ?? details.verdict]),
    ).toEqual([
      ['vote-refused', 'UALICE', id, 'own_change'],
      ['vote-refused', 'UEVE', id, 'not_approver'],
      ['vote', 'UBOB', id, 'approve'],
      ['vote-refused', 'UCAROL', id, 'decided'],
    ]);
    const head = await audit.head();
    expect(endChain(followChain(UNCHECKED, entries, head), head).broken).toBeNull();
  });

  it('cast fifty times at once by two approvers has one winner', async () => {
    const { desk, ran, kept } = anOffice([waiting()]);
    const [bob, carol] = [await inSlack('UBOB'), await inSlack('UCAROL')];
    const votes = Array.from({ length: 50 }, (_, n) => vote(approve, n % 2 === 0 ? bob : carol, desk));
    const outcomes = (await Promise.all(votes)).map(outcomeOf);
    expect(outcomes.filter(outcome => outcome === 'queued')).toHaveLength(1);
    expect(outcomes.filter(outcome => outcome === 'decided')).toHaveLength(49);
    expect([ran, kept.get(id)?.votes.length]).toEqual([[id], 1]);
  });
});

describe('somebody with two accounts', () => {
  const linked = [
    ['UALICE', 'UBOB'],
    ['UCAROL', 'UOTTO'],
  ];
  const access = { ...settings.access, approvers: { users: ['UBOB', 'UCAROL', 'UOTTO'], groups: [] }, linked };
  const as = async (user: string): Promise<Asker> => ({ ...(await inSlack(user)), access });

  it('approves with neither what they asked for with the other, and counts once among others', async () => {
    const { desk, ran } = anOffice([waiting({ rule: { required: 2, expiresMs: 1, typed: false } })]);
    expect(outcomeOf(await vote(approve, await as('UBOB'), desk))).toBe('own_change');
    expect(outcomeOf(await vote(approve, await as('UCAROL'), desk))).toBe('awaiting_approval');
    expect(outcomeOf(await vote(approve, await as('UOTTO'), desk))).toBe('voted_already');
    expect(ran).toEqual([]);
  });

  it('is one of the two who end a freeze', async () => {
    const office = anOffice();
    const desk = { ...office.desk, settings: { ...settings, access } };
    const person = (user: string) => ({ user, name: user });
    const asked = aRequest('unfreeze', { cluster: 'prod' });
    await office.freezes.freeze('prod', { by: 'UBOB', name: 'bob', at: 1, reason: '' }, aRecord(id));
    const ends = async (user: string) => {
      const outcome = await unfreeze(asked, person(user), desk);
      return outcome.ok ? outcome.value.over : outcome.error.refused;
    };
    expect([await ends('UCAROL'), await ends('UOTTO'), await ends('UALICE')]).toEqual([false, false, true]);
  });
});

describe('a withdrawal', () => {
  it.each([
    ['who asked', 'UALICE', 'cancelled'],
    ['an operator', 'UOTTO', 'cancelled'],
    ['an approver', 'UBOB', 'cancelled'],
    ['somebody without a right', 'UEVE', 'not_yours'],
    ['a guest', 'UGUEST', 'guest'],
  ])('by %s', async (_, user, outcome) => {
    const { desk } = anOffice([waiting()]);
    expect(outcomeOf(await cancel(id, await inSlack(user), desk))).toBe(outcome);
  });

  it.each([
    ['awaiting_approval', 'cancelled'],
    ['queued', 'cancelled'],
    ['running', 'running'],
    ['succeeded', 'decided'],
    ['failed', 'decided'],
    ['denied', 'decided'],
    ['cancelled', 'decided'],
  ] as const)('of what is %s: %s', async (state, outcome) => {
    const { desk, announced } = anOffice([waiting({ state })]);
    expect(outcomeOf(await cancel(id, await inSlack('UOTTO'), desk))).toBe(outcome);
    expect(announced.map(each => each.id)).toEqual(outcome === 'decided' ? [] : [`op-card-${id}`, `op-cancel-${id}`]);
  });

  it('asks a running one to stop, once', async () => {
    const { desk, kept } = anOffice([waiting({ state: 'running', fence: 1 })]);
    await cancel(id, await inSlack('UOTTO'), desk);
    expect(kept.get(id)).toMatchObject({ state: 'running', cancel: { user: 'UOTTO', name: 'otto' } });
    expect(outcomeOf(await cancel(id, await inSlack('UBOB'), desk))).toBe('cancelled_already');
  });
});
