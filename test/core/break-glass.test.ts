import { describe, expect, it } from 'vitest';
import { breakGlassOf, decideReview, isNagDue, NAG_MS, spentBreakGlass } from '../../src/core/break-glass.ts';
import type { BreakGlass, Operation } from '../../src/core/operation.ts';
import { isRefusal } from '../../src/core/refusal.ts';
import type { AccessSettings } from '../../src/core/settings.ts';
import { apply } from '../../src/core/transition.ts';
import { operationRecords } from '../../src/queue/wire/operation.ts';
import { aRequest } from '../a-request.ts';
import { anOperation } from '../store/an-operation.ts';

const nobody = { users: [], groups: [] };
const access: AccessSettings = {
  viewers: { channels: true, ...nobody },
  operators: nobody,
  approvers: nobody,
  breakGlass: { users: ['U1'] },
  terminal: {},
};
const unsigned: BreakGlass = { incident: 'INC-42', review: null, nags: 0, naggedAt: null };
const now = 100_000_000;
const begun = anOperation('op-0000000000').steps.map(step => ({ ...step, startedAt: 1 }));

/** Done in an emergency by U1. */
const done = (more: Partial<Operation> = {}, glass: Partial<BreakGlass> = {}): Operation =>
  anOperation('op-0000000000', { state: 'succeeded', steps: begun, breakGlass: { ...unsigned, ...glass }, ...more });

const asked = (incident: string | undefined, user: string, of = access) => {
  const request = aRequest('move-leader', incident === undefined ? {} : { options: { 'break-glass': incident } });
  const glass = breakGlassOf(request, user, of);
  return glass && isRefusal(glass) ? glass.refused : glass;
};

describe('breaking the glass', () => {
  it('is for whoever is named for it, and carries the incident', () => {
    expect(asked('INC-42', 'U1')).toEqual(unsigned);
    expect(asked('INC-42', 'U2')).toBe('not_for_break_glass');
    expect(asked('INC-42', 'U1', { ...access, breakGlass: { users: [] } })).toBe('not_for_break_glass');
    const { breakGlass: _, ...unnamed } = access;
    expect(asked('INC-42', 'U1', unnamed)).toBe('not_for_break_glass');
    expect(asked(undefined, 'U2')).toBeNull();
  });

  it('holds until it expires, and while the person is still named', () => {
    const operation = done({ state: 'queued', expiresAt: now });
    expect(spentBreakGlass(operation, access, now - 1)).toBeNull();
    expect(spentBreakGlass(operation, access, now)?.refused).toBe('break_glass_over');
    expect(spentBreakGlass(operation, { ...access, breakGlass: { users: ['U2'] } }, 0)?.refused).toBe(
      'not_for_break_glass',
    );
    const { breakGlass: _, ...usual } = operation;
    expect(spentBreakGlass(usual, access, now)).toBeNull();
  });

  it('is written and read back as it is', () => {
    const operation = done({}, { nags: 2, naggedAt: 5, review: { user: 'U2', name: 'bob', at: 7 } });
    expect(operationRecords.read(operationRecords.write(operation))).toEqual({ ok: true, value: operation });
  });
});

describe('the review afterwards', () => {
  const unbegun = anOperation('op-0000000000').steps.map(step => ({ ...step, startedAt: null }));

  it.each([
    ['never asked', done(), true],
    ['just asked', done({}, { naggedAt: now - 1 }), false],
    ['asked four hours ago', done({}, { naggedAt: now - NAG_MS }), true],
    ['signed', done({}, { review: { user: 'U2', name: 'bob', at: 1 } }), false],
    ['failed', done({ state: 'failed' }), true],
    ['still running', done({ state: 'running' }), false],
    ['refused before anything was done', done({ state: 'refused', steps: unbegun }), false],
    ['asked for like any other', anOperation('op-0000000000', { state: 'succeeded', steps: begun }), false],
  ])('of one that is %s is due: %j', (_, operation, due) => {
    expect(isNagDue(operation, now)).toBe(due);
    expect(apply(operation, { kind: 'nagged' }, now).ok || !due).toBe(true);
  });

  it.each([
    ['an approver who did not do it', 'U2', true, done(), 'reviewed'],
    ['the one who did it', 'U1', true, done(), 'own_review'],
    ['nobody who may approve', 'U2', false, done(), 'not_approver'],
    ['an approver, before it is over', 'U2', true, done({ state: 'running' }), 'nothing_to_review'],
    [
      'an approver, after another',
      'U3',
      true,
      done({}, { review: { user: 'U2', name: 'bob', at: 1 } }),
      'reviewed_already',
    ],
  ])('is signed by %s: %s', (_, user, mayApprove, operation, outcome) => {
    const decided = decideReview(operation, { user, name: user, mayApprove });
    expect(decided.ok ? decided.value.kind : decided.error.refused).toBe(outcome);
  });

  it('is in the audit log with the name of who signed, and no other way past the rule', () => {
    const signed = apply(done(), { kind: 'reviewed', user: 'U2', name: 'bob' }, now);
    if (!signed.ok) throw new Error(signed.error.refused);
    expect(signed.value.operation.breakGlass?.review).toEqual({ user: 'U2', name: 'bob', at: now });
    expect(signed.value.audit).toMatchObject({
      what: 'review',
      who: 'U2',
      details: { event: 'reviewed', name: 'bob' },
    });
    expect(apply(done(), { kind: 'reviewed', user: 'U1', name: 'alice' }, now).ok).toBe(false);
    expect(apply(signed.value.operation, { kind: 'nagged' }, now).ok).toBe(false);
  });
});
