import { describe, expect, it } from 'vitest';
import type { Document } from '../../src/core/document.ts';
import type { Operation } from '../../src/core/operation.ts';
import { OperationUnreadable } from '../../src/core/operation-unreadable.ts';
import { shortHash } from '../../src/core/plan.ts';
import type { Directory } from '../../src/core/ports.ts';
import { type Answering, type Click, click, confirm, turnDown } from '../../src/flow/click.ts';
import { silent, unmeasured } from '../queue/silence.ts';
import { anOperation } from '../store/an-operation.ts';
import { anOffice, directory, now, type Office, settings } from './an-office.ts';

const id = 'op-4k2m9x7c1d';
const waiting = (more: Partial<Operation> = {}): Operation =>
  anOperation(id, { requester: { user: 'UALICE', name: 'alice' }, ...more });
const hash = shortHash(waiting().hash);
const typed = { rule: { required: 1, expiresMs: 1, typed: true } };

/** Presses a button and tells what the person saw: nothing, a refusal's message, or the question for the name. */
async function press(
  office: Office,
  user: string,
  action: string,
  more: Partial<Click> & { readonly asks?: boolean; readonly knows?: Directory } = {},
): Promise<readonly string[]> {
  const { asks = true, knows = directory, ...rest } = more;
  const seen: string[] = [];
  const answering: Answering = {
    whisper: async document => void seen.push(firstOf(document)),
    askName: async operation => {
      seen.push(`asks for ${operation.plan.cluster}`);
      return asks;
    },
    askReason: async ({ operation }) => {
      seen.push(`asks why ${operation}`);
      return asks;
    },
    askAgain: async operation => void seen.push(`asks again for ${operation.plan.line}`),
  };
  const pressed: Click = { team: 'T1', user, channel: 'C1', thread: null, action, value: `${id}:${hash}`, ...rest };
  await click(pressed, clickingOf(office, knows), answering);
  return seen;
}

const clickingOf = (office: Office, knows = directory) => ({
  ...{ voting: office.desk, settings, directory: knows, meter: unmeasured, clock: () => now, log: silent },
});

function firstOf([first]: Document): string {
  return first?.type === 'verdict' && 'key' in first.text ? (first.text.key.split('.')[1] ?? '') : '';
}

async function confirmAs(office: Office, user: string, name: string): Promise<readonly string[]> {
  const seen: string[] = [];
  const confirmed = { team: 'T1', user, channel: 'C1', thread: null, operation: id, hash, typed: name };
  await confirm(confirmed, clickingOf(office), { whisper: async document => void seen.push(firstOf(document)) });
  return seen;
}

async function denyAs(office: Office, user: string, reason: string | null, changes = false) {
  const seen: string[] = [];
  const denied = { team: 'T1', user, channel: 'C1', thread: null, operation: id, hash, reason, changes };
  await turnDown(denied, clickingOf(office), { whisper: async document => void seen.push(firstOf(document)) });
  return seen;
}

describe('the button for a review', () => {
  it.each([
    ['UEVE', 'not_approver'],
    ['UBOB', 'nothing_to_review'],
  ])('pressed by %s: what is refused is in the audit log', async (user, refused) => {
    const office = anOffice([waiting({ state: 'succeeded' })]);
    expect(await press(office, user, 'review')).toEqual([refused]);
    expect(office.entries).toMatchObject([
      { what: 'vote-refused', who: user, operation: id, details: { wanted: 'review', code: refused } },
    ]);
  });
});

describe('the button for a new plan', () => {
  it.each<readonly [Operation['state'], Partial<Click>, string]>([
    ['stale', {}, 'asks again for member replace etcd-3 etcd-4 http://10.0.0.4:2380'],
    ['stale', { value: `${id}:000000000000` }, 'other_plan'],
    ['stale', { value: 'op-zzzzzzzzzz:000000000000' }, 'unknown_operation'],
    ['stale', { value: id }, 'unreadable_button'],
    ['succeeded', {}, 'not_stale'],
    ['awaiting_approval', {}, 'not_stale'],
  ])('of what is %s (%o): %s', async (state, more, seen) => {
    expect(await press(anOffice([waiting({ state })]), 'UEVE', 'replan', more)).toEqual([seen]);
  });
});

describe('a button', () => {
  it.each([
    ['approve', 'UBOB', [], 'queued'],
    ['deny', 'UBOB', [`asks why ${id}`], 'awaiting_approval'],
    ['deny', 'UALICE', [`asks why ${id}`], 'awaiting_approval'],
    ['deny', 'UOTTO', ['not_approver'], 'awaiting_approval'],
    ['cancel', 'UBOB', [], 'cancelled'],
    ['cancel', 'UALICE', [], 'cancelled'],
    ['approve', 'UALICE', ['own_change'], 'awaiting_approval'],
    ['approve', 'UEVE', ['not_approver'], 'awaiting_approval'],
    ['deny', 'UEVE', ['not_approver'], 'awaiting_approval'],
    ['cancel', 'UEVE', ['not_yours'], 'awaiting_approval'],
    ['approve', 'UGUEST', ['guest'], 'awaiting_approval'],
    ['explode', 'UBOB', ['nothing_behind_button'], 'awaiting_approval'],
  ])('%s, pressed by %s', async (action, user, seen, state) => {
    const office = anOffice([waiting()]);
    expect(await press(office, user, action)).toEqual(seen);
    expect(office.kept.get(id)?.state).toBe(state);
  });

  it.each([
    ['', 'unreadable_button'],
    [id, 'unreadable_button'],
    [`${id}:000000000000`, 'other_plan'],
    ['op-zzzzzzzzzz:000000000000', 'unknown_operation'],
  ])('that carries %j approves nothing', async (value, refused) => {
    const office = anOffice([waiting()]);
    expect(await press(office, 'UBOB', 'approve', { value })).toEqual([refused]);
    expect(office.kept.get(id)?.state).toBe('awaiting_approval');
  });

  it('does nothing for people of another workspace', async () => {
    const office = anOffice([waiting()]);
    const foreign: Directory = {
      ...directory,
      standing: async (user, team) => ({ user, team, name: user, kind: 'foreign', asOf: now }),
    };
    expect(await press(office, 'UBOB', 'approve', { team: 'T2', knows: foreign })).toEqual(['foreign']);
  });

  it('pressed again by the same person says who decided', async () => {
    const office = anOffice([waiting()]);
    await press(office, 'UBOB', 'approve');
    expect(await press(office, 'UBOB', 'approve')).toEqual(['decided']);
    expect(office.ran).toEqual([id]);
  });

  it('tells the person when the store does not answer', async () => {
    const office = anOffice([waiting()]);
    const load = () => Promise.reject(new Error('Redis is away'));
    const broken = { ...office, desk: { ...office.desk, operations: { ...office.operations, load } } };
    expect(await press(broken, 'UBOB', 'approve')).toEqual(['queue_unreachable']);
    const newer = anOffice([waiting()]);
    const unreadable = () => Promise.reject(new OperationUnreadable('version 2'));
    const operations = { ...newer.desk.operations, load: unreadable };
    const older = { ...newer, desk: { ...newer.desk, operations } };
    for (const action of ['approve', 'deny', 'cancel', 'review']) {
      expect(await press(older, 'UBOB', action), action).toEqual(['operation_unreadable']);
    }
  });
});

describe('a button where the name of the cluster has to be typed', () => {
  it('asks for it, and approves nothing by itself', async () => {
    const office = anOffice([waiting(typed)]);
    expect(await press(office, 'UBOB', 'approve')).toEqual(['asks for prod']);
    expect(office.kept.get(id)?.votes).toEqual([]);
  });

  it.each([
    ['UALICE', 'own_change'],
    ['UEVE', 'not_approver'],
  ])('does not ask %s, who could not approve anyway', async (user, refused) => {
    const office = anOffice([waiting(typed)]);
    expect(await press(office, user, 'approve')).toEqual([refused]);
    expect(office.entries.map(({ details }) => details.code)).toEqual([refused]);
  });

  it('asks while Slack is slow to tell who it is: the answer is judged anyway', async () => {
    const office = anOffice([waiting(typed)]);
    const slow: Directory = { ...directory, standing: () => new Promise(() => undefined) };
    expect(await press(office, 'UEVE', 'approve', { knows: slow })).toEqual(['asks for prod']);
    expect(await confirmAs(office, 'UEVE', 'prod')).toEqual(['not_approver']);
  });

  it('says how to go on when Slack does not show the question', async () => {
    const office = anOffice([waiting(typed)]);
    expect(await press(office, 'UBOB', 'approve', { asks: false })).toEqual(['asks for prod', 'no_modal']);
  });

  it.each([
    ['UBOB', 'prod', [], 'queued'],
    ['UBOB', 'dev', ['typed_otherwise'], 'awaiting_approval'],
    ['UALICE', 'prod', ['own_change'], 'awaiting_approval'],
  ])('%s types %s', async (user, name, seen, state) => {
    const office = anOffice([waiting(typed)]);
    expect(await confirmAs(office, user, name)).toEqual(seen);
    expect(office.kept.get(id)?.state).toBe(state);
  });

  it('approves nothing when it was decided while somebody typed', async () => {
    const office = anOffice([waiting(typed)]);
    await denyAs(office, 'UCAROL', null);
    expect(await confirmAs(office, 'UBOB', 'prod')).toEqual(['decided']);
    expect(office.kept.get(id)?.state).toBe('denied');
  });
});

describe('a button to deny', () => {
  it.each([
    ['UBOB', 'not today', false, [], 'denied'],
    ['UBOB', null, false, [], 'denied'],
    ['UBOB', 'the old member first', true, [], 'denied'],
    ['UBOB', null, true, ['changes_unsaid'], 'awaiting_approval'],
    ['UBOB', 'x'.repeat(301), false, ['reason_too_long'], 'awaiting_approval'],
    ['UEVE', 'no', false, ['not_approver'], 'awaiting_approval'],
  ])('answered by %s with %j, changes %s', async (user, reason, changes, seen, state) => {
    const office = anOffice([waiting()]);
    expect(await denyAs(office, user, reason, changes)).toEqual(seen);
    const kept = office.kept.get(id);
    expect(kept?.state).toBe(state);
    const vote = { user, name: 'bob', at: now, verdict: 'deny', reason, ...(changes ? { changes: true } : {}) };
    expect(kept?.votes).toEqual(state === 'denied' ? [vote] : []);
  });

  it('says how to deny by text when Slack does not show the question', async () => {
    const office = anOffice([waiting()]);
    expect(await press(office, 'UBOB', 'deny', { asks: false })).toEqual([`asks why ${id}`, 'no_deny_modal']);
    expect(office.kept.get(id)?.state).toBe('awaiting_approval');
  });

  it('does not ask on a plan that is not the one stored', async () => {
    const office = anOffice([waiting()]);
    expect(await press(office, 'UBOB', 'deny', { value: `${id}:000000000000` })).toEqual(['other_plan']);
  });

  it('comes too late when it was approved while somebody typed', async () => {
    const office = anOffice([waiting()]);
    await press(office, 'UCAROL', 'approve');
    expect(await denyAs(office, 'UBOB', 'not today')).toEqual(['decided']);
    expect(office.kept.get(id)?.state).toBe('queued');
  });

  it('tells who asked for the change how to ask anew, and that is in the audit log', async () => {
    const office = anOffice([waiting()]);
    await denyAs(office, 'UBOB', 'the old member first', true);
    const told = JSON.stringify(office.announced.at(-1)?.document);
    expect(told).toContain('vote.changes');
    expect(told).toContain('the old member first');
    expect(told).toContain(`/etcd ${waiting().plan.line} --cluster prod`);
    expect(JSON.stringify(office.announced[0]?.document)).toContain('card.next.edit');
    expect(office.entries.at(-1)?.details).toMatchObject({ verdict: 'deny', changes: true, to: 'denied' });
  });
});
