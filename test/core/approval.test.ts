import { describe, expect, it } from 'vitest';
import {
  approvalsOf,
  approversOf,
  type Cast,
  decideCancel,
  decideVote,
  isOverdue,
  ruleFor,
} from '../../src/core/approval.ts';
import { plain } from '../../src/core/message.ts';
import type { Operation } from '../../src/core/operation.ts';
import { sentencesOf } from '../../src/core/refusal.ts';
import type { Settings } from '../../src/core/settings.ts';
import { speak } from '../../src/text/speak.ts';
import { aCast, anOpenOperation, approvedBy, askedAt, begin, following, queued, running } from './an-open-operation.ts';

const approvals: Settings['approvals'] = {
  production: { required: 1, expiresMs: 30, typed: false },
  staging: { required: 0, expiresMs: 60, typed: false },
  development: { required: 3, expiresMs: 10, typed: true },
  destructive: { required: 2, expiresMs: 20, typed: true },
};

describe('the rule', () => {
  it.each([
    ['production', 0, { required: 0, expiresMs: 30, typed: false }],
    ['production', 1, { required: 1, expiresMs: 30, typed: false }],
    ['production', 2, { required: 1, expiresMs: 30, typed: false }],
    ['production', 3, { required: 2, expiresMs: 20, typed: true }],
    ['staging', 2, { required: 0, expiresMs: 60, typed: false }],
    ['staging', 3, { required: 2, expiresMs: 20, typed: true }],
    ['development', 3, { required: 3, expiresMs: 10, typed: true }],
  ] as const)('of %s for tier %d is %o', (environment, tier, rule) => {
    expect(ruleFor(approvals, environment, tier)).toEqual(rule);
  });
});

function answer(operation: Operation, changes: Partial<Cast> = {}): string {
  const decision = decideVote(operation, aCast(operation, changes));
  return decision.ok ? decision.value.kind : decision.error.refused;
}
const typed = (operation: Operation): Operation => ({ ...operation, rule: { ...operation.rule, typed: true } });
const alice = { user: 'U1', name: 'alice' };
const late = { now: anOpenOperation().expiresAt };

describe('a vote', () => {
  it.each<readonly [string, Operation, Partial<Cast>, string]>([
    ['counts', anOpenOperation(), {}, 'voted'],
    ['counts without a button', anOpenOperation(), { hash12: null }, 'voted'],
    ['counts up to the last millisecond', anOpenOperation(), { now: late.now - 1 }, 'voted'],
    ['is for approvers', anOpenOperation(), { may: { approve: false, operate: true } }, 'not_approver'],
    [
      'to deny is for approvers too',
      anOpenOperation(),
      { verdict: 'deny', may: { approve: false, operate: true } },
      'not_approver',
    ],
    ['is too late after the deadline', anOpenOperation(), late, 'overdue'],
    ['belongs to the plan that was shown', anOpenOperation(), { hash12: '000000000000' }, 'other_plan'],
    ['is never the requester’s own', anOpenOperation(), alice, 'own_change'],
    ['counts once for each person', following(anOpenOperation(), approvedBy('U2', 'bob')), {}, 'voted_already'],
    [
      'of the second person counts',
      following(anOpenOperation(), approvedBy('U2', 'bob')),
      { user: 'U3', name: 'carol' },
      'voted',
    ],
    [
      'by somebody who approved may still deny',
      following(anOpenOperation(), approvedBy('U2', 'bob')),
      { verdict: 'deny' },
      'voted',
    ],
    ['comes too late when all is decided', queued(), { user: 'U4' }, 'decided'],
    ['comes too late while it runs', running(), { user: 'U4', verdict: 'deny' }, 'decided'],
    ['has to be typed', typed(anOpenOperation()), {}, 'typing_needed'],
    ['has to be typed right', typed(anOpenOperation()), { typed: 'prod2' }, 'typed_otherwise'],
    ['typed right counts', typed(anOpenOperation()), { typed: 'prod' }, 'voted'],
    ['to deny needs no typing', typed(anOpenOperation()), { verdict: 'deny' }, 'voted'],
  ])('%s', (_what, operation, changes, expected) => {
    expect(answer(operation, changes)).toBe(expected);
  });

  it('learns nothing but its own lack of rights from an operation that is not its business', () => {
    const stranger = { may: { approve: false, operate: false } };
    for (const operation of [anOpenOperation(), queued(), running()]) {
      expect(answer(operation, { ...stranger, hash12: 'x', ...late })).toBe('not_approver');
    }
  });

  it.each<readonly [string, Operation, string]>([
    ['approved', queued(), 'carol approved it at 2026-11-22 03:11:00 UTC'],
    [
      'denied',
      following(anOpenOperation(), {
        kind: 'voted',
        vote: { user: 'U3', name: 'carol', at: askedAt, verdict: 'deny', reason: 'no' },
      }),
      'carol denied it at 2026-11-22 03:10:00 UTC',
    ],
    [
      'cancelled',
      following(anOpenOperation(), { kind: 'cancelled', ...alice }),
      'alice cancelled it at 2026-11-22 03:11:00 UTC',
    ],
    [
      'stale',
      following(queued(), { kind: 'stale', why: [] }),
      'the cluster changed, so it became stale at 2026-11-22 03:11:00 UTC',
    ],
    [
      'without need of approval',
      anOpenOperation({ state: 'queued', rule: { required: 0, expiresMs: 1, typed: false } }),
      'No approval is needed',
    ],
  ])('that loses the race reads who %s it, and when', (_what, operation, told) => {
    const decision = decideVote(operation, aCast(operation, { user: 'U4' }));
    if (decision.ok) throw new Error('it counted');
    expect(plain(speak(sentencesOf(decision.error).why, 'en'))).toBe(`What is recorded: ${told}.`);
  });

  it('is told with what is left of it', () => {
    const one = following(anOpenOperation(), approvedBy('U2', 'bob'));
    const said = (operation: Operation): string => plain(speak(approvalsOf(operation, askedAt + 60_000), 'en'));
    expect(said(one)).toBe('1 of 2 approvals, 29 min left');
    expect(said(queued())).toBe('2 of 2 approvals');
    expect(said(anOpenOperation({ rule: { required: 0, expiresMs: 1, typed: false } }))).toBe('No approval is needed');
    expect(approversOf(queued())).toEqual(['U2', 'U3']);
  });
});

describe('a cancellation', () => {
  const cancel = (operation: Operation, user: string, may = { approve: false, operate: false }): string => {
    const decision = decideCancel(operation, { user, name: user, may, now: askedAt });
    return decision.ok ? decision.value.kind : decision.error.refused;
  };

  it.each<readonly [string, Operation, string, { approve: boolean; operate: boolean }, string]>([
    ['the requester, without any right', anOpenOperation(), 'U1', { approve: false, operate: false }, 'cancelled'],
    ['an operator', queued(), 'U5', { approve: false, operate: true }, 'cancelled'],
    [
      'an approver, while it runs',
      following(running(), begin(0)),
      'U5',
      { approve: true, operate: false },
      'cancelled',
    ],
    ['nobody else', anOpenOperation(), 'U5', { approve: false, operate: false }, 'not_yours'],
    [
      'nobody once it is over',
      following(queued(), { kind: 'stale', why: [] }),
      'U1',
      { approve: true, operate: true },
      'decided',
    ],
    [
      'nobody a second time',
      following(running(), { kind: 'cancelled', ...alice }),
      'U5',
      { approve: true, operate: true },
      'cancelled_already',
    ],
  ])('is for %s', (_who, operation, user, may, expected) => {
    expect(cancel(operation, user, may)).toBe(expected);
  });
});

describe('the deadline', () => {
  it('passes for those that wait for approval only', () => {
    expect(isOverdue(anOpenOperation(), late.now - 1)).toBe(false);
    expect(isOverdue(anOpenOperation(), late.now)).toBe(true);
    expect(isOverdue(queued(), late.now)).toBe(false);
  });
});
