import { describe, expect, it } from 'vitest';
import { verbatim } from '../../src/core/message.ts';
import type { Operation, OperationEvent } from '../../src/core/operation.ts';
import { refuse } from '../../src/core/refusal.ts';
import { apply } from '../../src/core/transition.ts';
import { anOpenOperation, approvedBy, askedAt, begin, end, following, queued, running } from './an-open-operation.ts';

const MINUTE = 60_000;
const alice = { user: 'U1', name: 'alice' };
const now = askedAt + MINUTE;
const states = ({ steps }: Operation): readonly string[] => steps.map(({ state }) => state);
const refusalOf = (operation: Operation, event: OperationEvent, at = now): string => {
  const next = apply(operation, event, at);
  return next.ok ? next.value.operation.state : next.error.refused;
};
const denial: OperationEvent = {
  kind: 'voted',
  vote: { user: 'U2', name: 'bob', at: now, verdict: 'deny', reason: 'not tonight' },
};
const allDone = (): Operation => following(running(), begin(0), end(0), begin(1), end(1), begin(2), end(2));

describe('an operation', () => {
  it('goes its way from the question to the end', () => {
    const open = anOpenOperation();
    const one = following(open, approvedBy('U2', 'bob'));
    expect([one.state, one.revision, one.stateAt]).toEqual(['awaiting_approval', 2, askedAt]);
    const two = following(one, approvedBy('U3', 'carol'));
    expect([two.state, two.revision, two.stateAt]).toEqual(['queued', 3, now]);
    const begun = following(two, { kind: 'started', fence: 7 }, begin(0));
    expect([begun.state, begun.fence, ...states(begun)]).toEqual(['running', 7, 'running', 'pending', 'pending']);
    expect(following(allDone(), { kind: 'succeeded', fence: 7 })).toMatchObject({ state: 'succeeded', revision: 11 });
  });

  it('is denied by one, with the reason', () => {
    expect(following(anOpenOperation(), approvedBy('U3', 'carol'), denial)).toMatchObject({
      state: 'denied',
      why: [verbatim('not tonight')],
    });
  });

  it('expires when nobody decides in time, and not before', () => {
    const open = anOpenOperation();
    expect(refusalOf(open, { kind: 'expired' }, open.expiresAt - 1)).toBe('other_state');
    expect(refusalOf(open, { kind: 'expired' }, open.expiresAt)).toBe('expired');
    expect(refusalOf(open, approvedBy('U2'), open.expiresAt)).toBe('other_state');
  });

  it('never takes the requester for an approver, nor one person for two', () => {
    expect(refusalOf(anOpenOperation(), approvedBy('U1', 'alice'))).toBe('other_state');
    expect(refusalOf(following(anOpenOperation(), approvedBy('U2')), approvedBy('U2'))).toBe('other_state');
  });

  it('becomes stale or is refused only while nothing has begun', () => {
    const stale: OperationEvent = { kind: 'stale', why: [verbatim('etcd-4 joined')] };
    const verdicts = [{ guard: 'freeze', outcome: 'refused', because: verbatim('frozen') }] as const;
    const refused: OperationEvent = { kind: 'refused', refusal: refuse('not_operator'), verdicts };
    expect(following(queued(), stale)).toMatchObject({ state: 'stale', why: [verbatim('etcd-4 joined')] });
    expect(following(running(), refused)).toMatchObject({
      state: 'refused',
      verdicts,
      refusal: { refused: 'not_operator' },
    });
    expect(refusalOf(following(running(), begin(0)), stale)).toBe('other_state');
    expect(refusalOf(following(running(), begin(0)), refused)).toBe('other_state');
    expect(refusalOf(anOpenOperation(), stale)).toBe('other_state');
  });

  it('keeps the verdicts it was approved with when a refusal brings none', () => {
    const verdicts = [{ guard: 'quorum', outcome: 'passed', because: verbatim('fine') }] as const;
    const open = following(
      { ...queued(), verdicts },
      { kind: 'refused', refusal: refuse('not_operator'), verdicts: [] },
    );
    expect(open.verdicts).toEqual(verdicts);
  });
});

describe('what nobody begins', () => {
  const why = verbatim('nobody knows the cluster');
  it('says so once and stays queued; begun after all, it says nothing of it any more', () => {
    const told = following(queued(), { kind: 'unserved', why });
    expect(told).toMatchObject({ state: 'queued', why: [why] });
    expect(refusalOf(told, { kind: 'unserved', why })).toBe('other_state');
    expect(refusalOf(anOpenOperation(), { kind: 'unserved', why })).toBe('other_state');
    expect(following(told, { kind: 'started', fence: 7 })).toMatchObject({ state: 'running', why: [] });
  });
});

describe('a run', () => {
  it('is followed by a newer one only', () => {
    expect(following(running(), { kind: 'started', fence: 8 }).fence).toBe(8);
    expect(refusalOf(running(), { kind: 'started', fence: 7 })).toBe('fence_lost');
    expect(refusalOf(running(), { kind: 'started', fence: 6 })).toBe('fence_lost');
  });

  it.each<OperationEvent>([
    begin(0, 6),
    end(0, 'done', 6),
    { kind: 'step-noted', step: 0, fence: 6, note: verbatim('42 %') },
    { kind: 'succeeded', fence: 6 },
    { kind: 'failed', fence: 6, why: [] },
  ])('that was followed can do nothing more: $kind', event => {
    expect(refusalOf(running(), event)).toBe('fence_lost');
  });

  it('takes the steps in their order, one at a time', () => {
    expect(refusalOf(running(), begin(1))).toBe('other_state');
    expect(refusalOf(following(running(), begin(0)), begin(1))).toBe('other_state');
    expect(refusalOf(following(running(), begin(0)), begin(0))).toBe('other_state');
    expect(refusalOf(following(running(), begin(0), end(0, 'failed')), begin(1))).toBe('other_state');
    expect(refusalOf(following(running(), begin(0), end(0)), begin(1))).toBe('running');
    expect(refusalOf(running(), begin(3))).toBe('other_state');
    expect(refusalOf(running(), end(0))).toBe('other_state');
  });

  it('may find out later how a step ended', () => {
    const unknown = following(running(), begin(0), end(0), begin(1), end(1, 'unknown'));
    expect(states(unknown)).toEqual(['done', 'unknown', 'pending']);
    expect(refusalOf(unknown, begin(2))).toBe('other_state');
    expect(states(following(unknown, { kind: 'started', fence: 8 }, end(1, 'done', 8)))).toEqual([
      'done',
      'done',
      'pending',
    ]);
  });

  it('tells what it did not see the end of, and what it did not begin', () => {
    const failed = following(running(), begin(0), end(0), begin(1), {
      kind: 'failed',
      fence: 7,
      why: [verbatim('lost')],
    });
    expect([failed.state, ...states(failed)]).toEqual(['failed', 'done', 'unknown', 'skipped']);
  });

  it('succeeds when all is done, not before', () => {
    const two = following(running(), begin(0), end(0), begin(1), end(1));
    expect(refusalOf(two, { kind: 'succeeded', fence: 7 })).toBe('other_state');
  });
});

describe('a cancellation', () => {
  const cancelled: OperationEvent = { kind: 'cancelled', ...alice };

  it('ends at once what does not run', () => {
    for (const operation of [anOpenOperation(), queued()]) {
      expect(following(operation, cancelled)).toMatchObject({ state: 'cancelled', cancel: { ...alice, at: now } });
    }
  });

  it('of a running one begins no further step, and the run ends it', () => {
    const asked = following(running(), begin(0), end(0), begin(1), cancelled);
    expect([asked.state, asked.cancel?.name]).toEqual(['running', 'alice']);
    expect(refusalOf(asked, cancelled)).toBe('other_state');
    const ended = following(asked, end(1));
    expect(refusalOf(ended, begin(2))).toBe('other_state');
    const over = following(ended, { kind: 'cancelled', user: 'U9', name: 'worker' });
    expect([over.state, over.cancel?.name, ...states(over)]).toEqual(['cancelled', 'alice', 'done', 'done', 'skipped']);
  });

  it('leaves a step that only looks', () => {
    const over = following(running(), begin(0), cancelled, cancelled);
    expect([over.state, ...states(over)]).toEqual(['cancelled', 'skipped', 'skipped', 'skipped']);
  });

  it('never hides a step whose end is unknown', () => {
    const unknown = following(running(), begin(0), end(0), begin(1), end(1, 'unknown'), cancelled);
    expect(refusalOf(unknown, cancelled)).toBe('other_state');
  });

  it('comes too late for what is over', () => {
    expect(refusalOf(following(allDone(), { kind: 'succeeded', fence: 7 }), cancelled)).toBe('other_state');
  });
});

describe('the audit record of an event', () => {
  const auditOf = (operation: Operation, event: OperationEvent) => {
    const next = apply(operation, event, now);
    if (!next.ok) throw new Error(next.error.refused);
    return next.value.audit;
  };
  const about = { at: now, cluster: 'prod', operation: 'op-4k2m9x7c1d' };
  const hash = anOpenOperation().hash.slice(0, 12);

  it('tells a vote with the person', () => {
    expect(auditOf(anOpenOperation(), denial)).toEqual({
      ...about,
      what: 'vote',
      who: 'U2',
      details: {
        ...{ event: 'voted', from: 'awaiting_approval', to: 'denied', revision: 2, hash },
        ...{ verdict: 'deny', name: 'bob', reason: 'not tonight' },
      },
    });
  });

  it('is not written for how far a step is', () => {
    const during = following(running(), begin(0));
    const note: OperationEvent = { kind: 'step-noted', step: 0, fence: 7, note: verbatim('42 %') };
    expect(apply(during, note, now)).toMatchObject({ ok: true, value: { quiet: true } });
    expect(apply(during, end(0), now)).not.toHaveProperty('value.quiet');
  });

  it('tells the end of a step with its number as people count', () => {
    const during = following(running(), begin(0), end(0), begin(1));
    expect(auditOf(during, end(1, 'unknown'))).toEqual({
      ...about,
      what: 'step',
      who: 'worker',
      details: {
        ...{ event: 'step-ended', from: 'running', to: 'running', revision: during.revision + 1, hash },
        ...{ step: 2, kind: 'remove-member', outcome: 'unknown', fence: 7 },
      },
    });
  });

  it('tells why a plan went stale as keys, not as sentences', () => {
    const why = [{ key: 'drift.leaderless', params: {} }] as const;
    expect(auditOf(queued(), { kind: 'stale', why }).details).toMatchObject({ to: 'stale', why: 'drift.leaderless' });
  });
});
