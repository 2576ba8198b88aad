import { describe, expect, it } from 'vitest';
import { checkPlan, refusedBy } from '../../src/core/check.ts';
import { driftOf } from '../../src/core/drift.ts';
import { plain, type Text } from '../../src/core/message.ts';
import type { PauseRecord } from '../../src/core/patroni/pause.ts';
import { isAboutPostgres } from '../../src/core/plan.ts';
import { isRefusal } from '../../src/core/refusal.ts';
import { tierOf } from '../../src/core/tier.ts';
import { operationRecords } from '../../src/queue/wire/operation.ts';
import { speak } from '../../src/text/speak.ts';
import { aCluster } from '../a-cluster.ts';
import { aPostgres } from '../a-postgres.ts';
import { anOperation, plan } from '../an-operation.ts';
import { aCase } from '../core/a-plan.ts';

type World = ReturnType<typeof aCluster>;
const HOUR = 60 * 60_000;
const ASKED = Date.UTC(2026, 10, 22, 3, 10);

const paused = (name: string) => aPostgres(name).config({ pause: true }).each({ paused: true });
const ours = (postgres: string, more: Partial<PauseRecord> = {}): PauseRecord => ({
  ...{ postgres, operation: 'op-1', by: { user: 'U2', name: 'bob' }, at: 0, until: null },
  ...{ before: 'running', nags: 0, naggedAt: null },
  ...more,
});
const english = (texts: readonly Text[]) => texts.map(text => plain(speak(text, 'en')));

function planned(line: string, world: World) {
  const made = plan(line, world.snapshot());
  if (isRefusal(made)) return { refused: made.refused, steps: [], notes: [], plan: null };
  const steps = made.steps.map(step => `${step.kind}${'postgres' in step ? ` ${step.postgres}` : ''}`);
  return { refused: null, steps, notes: english(made.notes), plan: made };
}

describe('the plan of a pause', () => {
  it('has one step for each cluster, with the deadline', () => {
    const world = aCluster().postgres(aPostgres('a'), aPostgres('b'));
    expect(planned('pg pause --all', world)).toMatchObject({ steps: ['pause-postgres a', 'pause-postgres b'] });
    expect(planned('pg pause b', world).plan?.steps).toEqual([
      { kind: 'pause-postgres', postgres: 'b', until: ASKED + 4 * HOUR },
    ]);
    expect(planned('pg pause b --for 30m', world).plan?.steps).toMatchObject([{ until: ASKED + HOUR / 2 }]);
    expect(planned('pg pause b --for 30m', world).plan?.line).toBe('pg pause b --for 30m');
  });

  it('says that nobody fails over, and who is left out and why', () => {
    const world = aCluster().postgres(
      aPostgres('a'),
      paused('theirs'),
      aPostgres('broken').keys({ config: 'broken' }),
      aPostgres('old', 0).keys({ leader: 'absent' }),
    );
    const { steps, notes } = planned('pg pause --all', world);
    expect(steps).toEqual(['pause-postgres a']);
    expect(notes.join('\n')).toMatch(/neither fails over nor restarts/);
    expect(notes.join('\n')).toMatch(/somebody else has paused it already: theirs/);
    expect(notes.join('\n')).toMatch(/cannot be read: broken/);
    expect(notes.join('\n')).toMatch(/no Patroni runs there any more: old/);
  });

  it('takes those of the bot in again, so that the rest is completed and the deadline moved', () => {
    const world = aCluster()
      .postgres(paused('a'), aPostgres('b'))
      .pauses({ ours: [ours('a')], others: [] });
    expect(planned('pg pause --all', world).steps).toEqual(['pause-postgres a', 'pause-postgres b']);
  });

  it.each([
    ['pg pause', aCluster().postgres(aPostgres('a')), 'pause_which'],
    ['pg pause a --all', aCluster().postgres(aPostgres('a')), 'pause_which'],
    ['pg pause b', aCluster().postgres(aPostgres('a')), 'postgres_unknown'],
    ['pg pause orders-1', aCluster().postgres(aPostgres('orders')), 'postgres_mistyped'],
    ['pg resume ordres', aCluster().postgres(aPostgres('orders')), 'postgres_mistyped'],
    ['pg pause --all', aCluster().postgres(aPostgres('a'), aPostgres('b')).postgresInPart(), 'pause_partial'],
    ['pg pause b', aCluster().postgres(aPostgres('a'), aPostgres('b')).postgresInPart(), 'pause_partial'],
    ['pg pause c', aCluster().postgres(aPostgres('a'), aPostgres('b')).postgresInPart(), 'pause_partial'],
    ['compact --pause-postgres', aCluster().postgres(aPostgres('a'), aPostgres('b')).postgresInPart(), 'pause_partial'],
    ['pg pause a --for tomorrow', aCluster().postgres(aPostgres('a')), 'pause_for_what'],
    ['pg pause a --for 4m', aCluster().postgres(aPostgres('a')), 'pause_for_what'],
    ['pg pause a --for 8d', aCluster().postgres(aPostgres('a')), 'pause_for_what'],
    ['pg pause a', aCluster().postgres(paused('a')), 'pause_none_fit'],
    ['pg pause --all', aCluster().postgres(), 'pause_nobody'],
    ['pg pause --all', aCluster(), 'pause_not_configured'],
    ['pg pause --all', aCluster().postgresFailing('permission_denied'), 'pause_unreadable'],
    ['pg resume', aCluster().postgres(aPostgres('a')), 'pause_which'],
    ['pg resume --all', aCluster().postgres(aPostgres('a')), 'resume_none'],
    ['pg resume a', aCluster().postgres(paused('a')), 'resume_not_ours'],
  ] as const)('%s is refused: %#', (line, world, code) => {
    expect(planned(line, world).refused).toBe(code);
  });

  it('takes a name in whatever letters, and one that was read whole where others were not', () => {
    const world = aCluster().postgres(aPostgres('a'), aPostgres('b'));
    expect(planned('pg pause A', world).steps).toEqual(['pause-postgres a']);
    expect(planned('pg pause a', world.postgresInPart()).steps).toEqual(['pause-postgres a']);
  });

  it('of a resume takes back what is known, where there is more', () => {
    const world = aCluster()
      .postgres(paused('a'), paused('b'))
      .postgresInPart()
      .pauses({ ours: [ours('a'), ours('b')], others: [] });
    expect(planned('pg resume --all', world).steps).toEqual(['resume-postgres a', 'resume-postgres b']);
    expect(planned('pg resume b', world).steps).toEqual(['resume-postgres b']);
    expect(planned('pg resume c', world).refused).toBe('pause_partial');
  });

  it('of a resume is what the bot has paused, for whom, and nothing else', () => {
    const world = aCluster()
      .postgres(paused('a'), paused('theirs'), paused('before'), aPostgres('c'))
      .pauses({ ours: [ours('a'), ours('before', { before: 'paused' })], others: [] });
    const { steps, notes } = planned('pg resume --all', world);
    expect(steps).toEqual(['resume-postgres a']);
    expect(notes[0]).toMatch(/a was paused for bob/);
    expect(notes[1]).toMatch(/left as they are: theirs and before/);
  });

  it('asks for no healthy etcd, and costs no more approvals where it is not', () => {
    const world = aCluster().dead('etcd-3').alarm('etcd-1', 'CORRUPT').postgres(aPostgres('a'));
    const made = planned('pg pause a', world).plan;
    if (!made) throw new Error('refused');
    expect(isAboutPostgres(made)).toBe(true);
    expect(refusedBy(checkPlan(aCase(world.snapshot(), made.steps)))).toEqual([]);
    expect(refusedBy(checkPlan(aCase(world.snapshot(), made.steps, { busyWith: 'op-2' })))).toHaveLength(1);
    const tier = tierOf(made, world.snapshot());
    expect([tier.tier, ...english(tier.reasons)]).toEqual([2, 'a has no automatic failover while it is paused']);
    expect(driftOf(made, aCluster().postgres(aPostgres('a')).snapshot())).toEqual([]);
  });

  it('is read again from the store as it was written', () => {
    const operation = anOperation('pg pause a', aCluster().postgres(aPostgres('a')).snapshot());
    expect(operationRecords.read(operationRecords.write(operation))).toEqual({ ok: true, value: operation });
  });
});

describe('what a plan with pauses relies on', () => {
  const before = aCluster().postgres(aPostgres('a'), aPostgres('b'));
  const drift = (line: string, world: World, now: World) => {
    const made = planned(line, world).plan;
    if (!made) throw new Error('refused');
    return english(driftOf(made, now.snapshot()));
  };

  it.each<readonly [string, World, readonly string[]]>([
    ['nothing', aCluster().postgres(aPostgres('a'), paused('b')), []],
    ['a pause meanwhile', aCluster().postgres(paused('a')), ['a was paused meanwhile']],
    ['keys that are gone', aCluster().postgres(aPostgres('b')), ['a has no keys any more']],
    [
      'keys that cannot be read',
      aCluster().postgresFailing('deadline'),
      ['The keys of Patroni cannot be read any more: etcd does not answer in time'],
    ],
  ])('tells %s', (_, now, told) => {
    expect(drift('pg pause a', before, now)).toEqual(told);
  });

  it('tells a resume that came first, and a pause that was made anew', () => {
    const mine = aCluster()
      .postgres(paused('a'))
      .pauses({ ours: [ours('a')], others: [] });
    expect(drift('pg resume a', mine, aCluster().postgres(aPostgres('a')))).toEqual(['a is not paused any more']);
    const anew = aCluster()
      .postgres(paused('a'))
      .pauses({ ours: [ours('a', { operation: 'op-2' })], others: [] });
    expect(drift('pg resume a', mine, anew)).toEqual(['a was paused anew meanwhile, by somebody else']);
  });

  it('is nothing where none is paused or resumed', () => {
    expect(drift('compact --keep 5', before, aCluster().postgres(paused('a'), paused('b')))).toEqual([]);
  });
});

describe('--pause-postgres', () => {
  it('puts the pauses around the very plan, and leaves who is paused already', () => {
    const world = aCluster()
      .postgres(aPostgres('a'), paused('mine'), paused('theirs'))
      .pauses({ ours: [ours('mine')], others: [] });
    const { steps, notes, plan: made } = planned('compact --keep 5 --pause-postgres', world);
    expect(steps).toEqual(['pause-postgres a', 'compact', 'verify', 'resume-postgres a']);
    expect(made?.line).toBe('compact --keep 5 --pause-postgres');
    expect(made?.relies.postgres).toEqual([{ name: 'a', paused: false, operation: null }]);
    expect(notes.join('\n')).toMatch(/If a step fails, they stay paused/);
    expect(notes.join('\n')).toMatch(/Paused by the bot already, and so afterwards: mine/);
    expect(notes.join('\n')).toMatch(/somebody else has paused it already: theirs/);
  });

  it('is refused where nobody knows of PostgreSQL', () => {
    expect(planned('compact --pause-postgres', aCluster()).refused).toBe('pause_not_configured');
    expect(planned('compact --pause-postgres', aCluster().postgresFailing('deadline')).refused).toBe(
      'pause_unreadable',
    );
  });
});
