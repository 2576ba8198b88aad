import { describe, expect, it } from 'vitest';
import type { Document } from '../../src/core/document.ts';
import { code, say, verbatim } from '../../src/core/message.ts';
import type { Operation, OperationState } from '../../src/core/operation.ts';
import { presentCard, presentDryRun } from '../../src/present/card.ts';
import { presentOutcome } from '../../src/present/outcome.ts';
import { aCluster } from '../a-cluster.ts';
import { anOperation, approvedBy, happened, inEveryState, stepsDone } from '../an-operation.ts';
import { spoken } from './spoken.ts';

const pg = (name: string) => ({ name, leader: `${name}-1`, members: [`${name}-1`] });
const world = () => aCluster().patroni(pg('pg-orders'), pg('pg-billing')).snapshot();
const remove = 'member remove etcd-1';
const states = inEveryState(remove, world(), verbatim('etcd-3 is unreachable'));

function inState(state: OperationState): Operation {
  const found = states.get(state);
  if (!found) throw new Error(state);
  return found;
}

const card = (operation: Operation) => spoken(presentCard(operation, ['alice', 'bob', 'carol']));
const buttonsOf = (document: Document) => document.flatMap(each => (each.type === 'actions' ? each.buttons : []));
const toneOf = (document: Document) => (document[0]?.type === 'verdict' ? document[0].tone : null);

describe('the card', () => {
  it.each<[OperationState, string, string]>([
    ['awaiting_approval', 'warning', 'prod · member remove etcd-1 waits for approval: 0 of 2'],
    ['queued', 'info', 'prod · member remove etcd-1 is approved and starts as soon as its turn comes'],
    ['running', 'info', 'prod · member remove etcd-1 is running: 1 of 4 steps done'],
    ['succeeded', 'good', 'prod · member remove etcd-1 succeeded'],
    ['failed', 'bad', 'prod · member remove etcd-1 FAILED after 1 of 4 steps'],
    ['refused', 'warning', 'prod · member remove etcd-1 is refused: nothing was done'],
    ['denied', 'info', 'prod · member remove etcd-1 was denied by bob: nothing was done'],
    ['expired', 'info', 'prod · member remove etcd-1 expired: nobody decided in time, nothing was done'],
    ['cancelled', 'info', 'prod · member remove etcd-1 was cancelled by alice: nothing was done'],
    ['stale', 'warning', 'prod · member remove etcd-1 is void: the cluster changed, nothing was done'],
  ])('says first that it is %s', (state, tone, line) => {
    const document = presentCard(inState(state));
    expect(toneOf(document)).toBe(tone);
    expect(spoken(document)[0]).toBe(line);
  });

  it('says what it does to the quorum, who hangs on it, and who may approve until when', () => {
    expect(card(inState('awaiting_approval'))).toEqual(
      expect.arrayContaining([
        'Quorum | 3 voters, 3 healthy, tolerates 1 → 2 voters, 2 healthy, tolerates 0',
        'PostgreSQL | 2 clusters: pg-orders and pg-billing',
        'Asked | by alice, 2026-11-22 03:10:00 UTC',
        'Approval | 2 of bob and carol, never alice; until 2026-11-22 03:40:00 UTC. To approve, the name of the cluster, prod, has to be typed.',
        '1. Hand leadership from etcd-1 to etcd-2',
        '2. Remove etcd-1 (a1) from the cluster',
      ]),
    );
  });

  it('names each guard that passed once, in small print', () => {
    const passed = card(inState('awaiting_approval')).filter(line => line === 'All voters are in reach');
    expect(passed).toHaveLength(1);
  });

  it('says what to do should a step fail, before anybody approves', () => {
    const told = card(inState('awaiting_approval')).filter(line => /^(Removing|Handing)/.test(line));
    expect(told).toHaveLength(2);
    expect(card(inState('running')).filter(line => /^(Removing|Handing)/.test(line))).toEqual([]);
  });

  it('has the buttons of its state, and they carry operation and plan and nothing else', () => {
    const of = (state: OperationState) => buttonsOf(presentCard(inState(state))).map(({ action }) => action);
    expect(of('awaiting_approval')).toEqual(['approve', 'deny', 'cancel']);
    expect(of('queued')).toEqual(['cancel']);
    expect(of('running')).toEqual(['cancel']);
    expect(of('stale')).toEqual(['replan']);
    for (const state of ['succeeded', 'failed', 'refused', 'denied', 'expired', 'cancelled'] as const) {
      expect(of(state)).toEqual([]);
    }
    const values = buttonsOf(presentCard(inState('awaiting_approval'))).map(({ value }) => value);
    expect(new Set(values)).toEqual(new Set([`op-4k2m9x7c1d:${inState('awaiting_approval').hash.slice(0, 12)}`]));
  });

  it('asks before a click counts, but not twice where the name has to be typed', () => {
    const approve = (operation: Operation) =>
      buttonsOf(presentCard(operation)).find(({ action }) => action === 'approve');
    expect(approve(anOperation('move-leader', world()))?.confirm).toBeDefined();
    expect(approve(inState('awaiting_approval'))?.confirm).toBeUndefined();
  });

  it('takes no second cancellation', () => {
    const stopping = happened(inState('running'), { kind: 'cancelled', user: 'U2', name: 'bob' });
    expect(card(stopping)[0]).toBe(
      'prod · member remove etcd-1 stops after the step that is running (bob asked for it)',
    );
    expect(buttonsOf(presentCard(stopping))).toEqual([]);
  });

  it('counts votes and tells who gave them', () => {
    const one = happened(inState('awaiting_approval'), approvedBy('U2', 'bob'));
    expect(card(one)[0]).toContain('waits for approval: 1 of 2');
    expect(card(one)).toContain('Vote | bob approved, 2026-11-22 03:10:01 UTC');
    expect(card(inState('denied'))).toContain('Vote | bob denied, 2026-11-22 03:10:00 UTC: not before the backup');
  });

  it('tells what changed, what went wrong, and how to go on', () => {
    expect(card(inState('stale')).slice(1, 3)).toEqual(['What changed since it was planned', 'etcd-3 is unreachable']);
    expect(card(inState('stale'))).toContain(
      'For a plan of the cluster as it is now: /etcd member remove etcd-1 --cluster prod',
    );
    const failed = card(inState('failed'));
    expect(failed[1]).toBe('etcd-3 is unreachable');
    expect(failed.at(-3)).toContain('a removal that timed out may still happen');
    expect(failed.at(-2)).toContain('What is done stays done');
  });

  it('tells the flags of a new member once, also while it is waited for', () => {
    const flags = code('--initial-cluster-state=existing --initial-cluster=etcd-1=http://10.0.0.1:2380');
    const waiting = happened(
      anOperation('member add etcd-4 http://10.0.0.4:2380', world(), { state: 'queued' }),
      { kind: 'started', fence: 1 },
      ...stepsDone(2),
      { kind: 'step-started', step: 2, fence: 1 },
      { kind: 'step-noted', step: 2, fence: 1, note: say('running.in_sync.start', { name: 'etcd-4', flags }) },
    );
    const told = JSON.stringify(presentCard(waiting));
    expect(told.split('--initial-cluster-state=existing')).toHaveLength(2);
    expect(told).toContain('running.in_sync.start_below');
  });

  it('shows how to start a new member, with the members it is to find', () => {
    const [line] = card(
      anOperation('member replace etcd-3 etcd-4 http://10.0.0.4:2380', aCluster().dead('etcd-3').snapshot()),
    ).filter(text => text.includes('--initial-cluster='));
    expect(line).toBe(
      [
        '--name=etcd-4',
        '--initial-advertise-peer-urls=http://10.0.0.4:2380',
        '--initial-cluster=etcd-1=http://10.0.0.1:2380,etcd-2=http://10.0.0.2:2380,etcd-4=http://10.0.0.4:2380',
        '--initial-cluster-state=existing',
      ].join('\n'),
    );
  });

  it('reminds in the end of what is left for people: the line for the configuration', () => {
    const added = anOperation('member add etcd-4 http://10.0.0.4:2380', world(), { state: 'succeeded' });
    const line = 'under endpoints of prod, add the line - "http://10.0.0.4:2379"';
    expect(card(added).some(text => text.includes(line))).toBe(true);
    expect(spoken(presentOutcome(added)).some(text => text.includes(line))).toBe(true);
    expect(card(inState('succeeded')).some(text => text.includes('endpoints'))).toBe(false);
  });

  it('notes the progress of a step beside it', () => {
    const learning = happened(
      anOperation('member add etcd-4 http://10.0.0.4:2380', world(), { state: 'queued' }),
      { kind: 'started', fence: 1 },
      ...stepsDone(2),
      { kind: 'step-started', step: 2, fence: 1 },
      { kind: 'step-noted', step: 2, fence: 1, note: verbatim('87 %') },
    );
    expect(card(learning)).toContain('3. Wait until etcd-4 runs and has caught up with the leader | 87 %');
  });

  it('stays short for seven members, however many reasons there are', () => {
    const lines = card(anOperation('defrag --all', aCluster().withMembers(7).snapshot()));
    expect(lines.filter(line => /^\d+\. /.test(line))).toHaveLength(17);
    expect(lines.find(line => line.startsWith('Risk'))?.length).toBeLessThan(300);
  });
});

describe('a dry run', () => {
  it('says whether it may be asked for, and has no buttons', () => {
    const document = presentDryRun(anOperation(remove, world()));
    expect(spoken(document)[0]).toBe('prod · Dry run of member remove etcd-1: it may be asked for');
    expect(buttonsOf(document)).toEqual([]);
    expect(spoken(document)).toContain('To ask for it: /etcd member remove etcd-1 --cluster prod');
  });

  it('names every guard that refuses, before anything else', () => {
    const lines = spoken(presentDryRun(anOperation('member remove etcd-2', aCluster().dead('etcd-3').snapshot())));
    expect(lines[0]).toBe('prod · Dry run of member remove etcd-2: it would be refused');
    expect(lines[1]).toBe('3 guards refuse');
    expect(lines[2]).toMatch(/^Quorum survives.*writes would stop$/);
  });
});

describe('the outcome', () => {
  it('says what was done and what was not', () => {
    expect(spoken(presentOutcome(inState('failed')))).toEqual(
      expect.arrayContaining([
        'prod · member remove etcd-1 FAILED after 1 of 4 steps',
        'Done: 1. Hand leadership from etcd-1 to etcd-2.',
        expect.stringMatching(/^Not done: 2\. Remove etcd-1/),
      ]),
    );
  });

  it('never calls a step failed that nobody saw the end of', () => {
    const running = inState('running');
    const lost = happened(running, { kind: 'failed', fence: 1, why: [verbatim('The worker lost etcd')] });
    const lines = spoken(presentOutcome(lost));
    expect(lines[0]).toBe('prod · member remove etcd-1 STOPPED: how step 2 ended is not known');
    expect(lines).toContain(
      'Not known how it ended: 2. Remove etcd-1 (a1) from the cluster. It may have happened, or may still happen.',
    );
  });

  it('says how long it took, and nothing of steps where none was begun', () => {
    expect(spoken(presentOutcome(inState('succeeded')))[1]).toBe('All 4 steps done and verified, in 8 s.');
    expect(spoken(presentOutcome(inState('cancelled'))).join()).not.toContain('Not done');
  });
});

describe('every card in every language', () => {
  it('leaves no parameter open', () => {
    for (const language of ['en', 'zh'] as const) {
      for (const operation of states.values()) {
        const lines = [presentCard(operation, ['bob']), presentOutcome(operation), presentDryRun(operation)].flatMap(
          document => spoken(document, language),
        );
        expect(lines.filter(line => /[{}]|undefined|\b[a-z]+\.[a-z_]+\.[a-z]/.test(line))).toEqual([]);
      }
    }
  });
});
