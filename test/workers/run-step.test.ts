import { describe, expect, it } from 'vitest';
import type { FaultCode } from '../../src/core/cluster.ts';
import { say } from '../../src/core/message.ts';
import type { EffectOutcome } from '../../src/core/ports.ts';
import { carryOut, type StepEnd } from '../../workers/run-step.ts';
import { effect, type Look, type Sight, seen } from '../../workers/steps/deed.ts';
import { aRun } from './a-run.ts';

const done: EffectOutcome = { outcome: 'done' };
const refusedBy = (code: FaultCode): EffectOutcome => ({ outcome: 'refused', fault: { code, detail: 'no' } });
const unanswered: EffectOutcome = { outcome: 'unknown', fault: { code: 'deadline', detail: '' } };

/** The answers in order; the last one stays. */
const inTurn = <T>(...answers: readonly [T, ...T[]]) => {
  const asked = { times: 0 };
  const ask = async (): Promise<T> => answers[Math.min(asked.times++, answers.length - 1)] ?? answers[0];
  return { ask, asked };
};

const keyOf = ({ note }: StepEnd) => (note && 'key' in note ? note.key : null);

describe('a change of etcd', () => {
  const sent = async (
    answers: readonly [EffectOutcome, ...EffectOutcome[]],
    sights: readonly [Sight, ...Sight[]],
    patient: readonly FaultCode[] = [],
  ) => {
    const { run, notes, begun } = aRun();
    const act = inTurn(...answers);
    const observe = inTurn(...sights);
    const deed = effect({
      act: act.ask,
      observe: observe.ask,
      passing: { faults: patient, withinMs: 20_000 },
    });
    const end = await carryOut(deed, { index: 0, record: begun, run });
    return { end, sent: act.asked.times, looked: observe.asked.times, notes };
  };

  it('is sent once and believed when etcd says yes', async () => {
    expect(await sent([done], [seen('unknown')])).toMatchObject({ end: { outcome: 'done' }, sent: 1, looked: 0 });
  });

  it('has failed when etcd says no', async () => {
    const told = await sent([refusedBy('unhealthy_cluster')], [seen('not_done')]);
    expect(told).toMatchObject({ end: { outcome: 'failed' }, sent: 1 });
    expect(keyOf(told.end)).toBe('running.refused');
  });

  it('is done when etcd says no because it was so already', async () => {
    expect(await sent([refusedBy('no_such_member')], [seen('done')])).toMatchObject({
      end: { outcome: 'done' },
      sent: 1,
    });
  });

  it('is tried again only while the no is one that passes', async () => {
    const told = await sent(
      [refusedBy('not_in_sync'), refusedBy('not_in_sync'), done],
      [seen('not_done')],
      ['not_in_sync'],
    );
    expect(told).toMatchObject({ end: { outcome: 'done' }, sent: 3 });
    const other = await sent(
      [refusedBy('not_in_sync'), refusedBy('no_leader'), done],
      [seen('not_done')],
      ['not_in_sync'],
    );
    expect(other).toMatchObject({ end: { outcome: 'failed' }, sent: 2 });
    const endless = await sent([refusedBy('not_in_sync')], [seen('not_done')], ['not_in_sync']);
    expect(endless).toMatchObject({ end: { outcome: 'failed' }, sent: 21 });
  });

  it('without an answer is read back and never sent again', async () => {
    const happened = await sent([unanswered], [seen('unknown'), seen('not_done'), seen('done')]);
    expect(happened).toMatchObject({ end: { outcome: 'done' }, sent: 1, looked: 3 });
    const didNot = await sent([unanswered], [seen('not_done')]);
    expect(didNot).toMatchObject({ end: { outcome: 'failed' }, sent: 1 });
    expect(keyOf(didNot.end)).toBe('running.did_not_happen');
    // Etcd has its time: a proposal in the log of a leader may still be agreed on.
    expect(didNot.looked).toBeGreaterThanOrEqual(16);
    const nobodyKnows = await sent([unanswered], [seen('unknown')]);
    expect(nobodyKnows).toMatchObject({ end: { outcome: 'unknown' }, sent: 1 });
    expect(keyOf(nobodyKnows.end)).toBe('running.may_happen');
  });

  it('that etcd is still at is waited for much longer', async () => {
    const busy = seen('unknown', say('running.defragmenting', { name: 'etcd-1' }));
    const told = await sent([unanswered], [busy, ...Array.from({ length: 999 }, () => busy), seen('done')]);
    expect(told).toMatchObject({ end: { outcome: 'done' }, sent: 1, looked: 1_001 });
  });

  it('is not tried again once somebody has cancelled', async () => {
    const { run, begun, cancel } = aRun();
    cancel();
    const act = inTurn(refusedBy('not_in_sync'));
    const deed = effect({
      act: act.ask,
      observe: async () => seen('not_done'),
      passing: { faults: ['not_in_sync'], withinMs: 1e9 },
    });
    expect(await carryOut(deed, { index: 0, record: begun, run })).toMatchObject({ outcome: 'failed' });
    expect(act.asked.times).toBe(1);
  });
});

describe('a wait', () => {
  const waited = async (looks: readonly [Look, ...Look[]], cancelled = false) => {
    const { run, notes, begun, cancel } = aRun();
    if (cancelled) cancel();
    const look = inTurn(...looks);
    const end = await carryOut(
      { kind: 'wait', look: look.ask, withinMs: 60_000, everyMs: 1_000 },
      { index: 0, record: begun, run },
    );
    return { end, looked: look.asked.times, notes };
  };
  const waiting: Look = { state: 'waiting', note: say('running.unmet.leader') };

  it('ends when what it waits for is there', async () => {
    const told = await waited([waiting, waiting, { state: 'done', note: null }]);
    expect(told).toMatchObject({ end: { outcome: 'done' }, looked: 3 });
  });

  it('tells what is missing once in a few seconds, and nothing twice', async () => {
    const other: Look = { state: 'waiting', note: say('running.unmet.own_view') };
    const { notes } = await waited([
      waiting,
      waiting,
      other,
      other,
      other,
      other,
      other,
      other,
      { state: 'done', note: null },
    ]);
    expect(notes.map(({ details }) => details.event)).toEqual(['step-noted', 'step-noted']);
  });

  it('fails at its limit, with what was missing last, or at once when it is hopeless', async () => {
    const late = await waited([waiting]);
    expect(late).toMatchObject({ end: { outcome: 'failed' }, looked: 61 });
    expect(keyOf(late.end)).toBe('running.too_long');
    const gone = await waited([{ state: 'hopeless', note: say('running.in_sync.gone', { name: 'etcd-4' }) }]);
    expect(gone).toMatchObject({ end: { outcome: 'failed' }, looked: 1 });
  });

  it('is left as soon as somebody has cancelled', async () => {
    expect(await waited([waiting], true)).toMatchObject({ end: { outcome: 'left' }, looked: 1 });
  });

  it('is given up when the process ends', async () => {
    const { run, begun, end } = aRun();
    end();
    const deed = { kind: 'wait', look: async () => waiting, withinMs: 60_000, everyMs: 1_000 } as const;
    await expect(carryOut(deed, { index: 0, record: begun, run })).rejects.toThrow('this process ends');
  });
});
