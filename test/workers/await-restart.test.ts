import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/core/cluster.ts';
import { say, type Text, time } from '../../src/core/message.ts';
import type { Operation } from '../../src/core/operation.ts';
import { planHash, type Step } from '../../src/core/plan.ts';
import { apply } from '../../src/core/transition.ts';
import { runChange } from '../../workers/run-change.ts';
import { awaitRestart } from '../../workers/steps/await-restart.ts';
import { aCluster } from '../a-cluster.ts';
import { awaitHealth, healthy, restartByHand } from '../core/a-plan.ts';
import { aMemoryWorld } from './a-memory-world.ts';
import { anOperator } from './an-operator.ts';
import { never, openOperation } from './ask-for.ts';

const GIB = 1024 ** 3;
const three = () => aCluster('lab');
const withQuota = (quota: number) => three().status('etcd-2', { quota }).snapshot();
const untold = () => three().refusing('etcd-2', { metrics: 'refused' }).snapshot();
const step = restartByHand(2);
if (step.kind !== 'await-restart') throw new Error('no restart by hand');

const since = (at: number): Text => say('playbook.before', { name: 'etcd-2', since: time(at) });
const silent = say('playbook.before_silent', { name: 'etcd-2' });
const mute = say('playbook.before_untold', { name: 'etcd-2' });
const keysIn = (value: unknown): readonly string[] =>
  [...JSON.stringify(value).matchAll(/"key":"([^"]+)"/g)].map(([, key]) => key ?? '');

describe('waiting for somebody to restart a member', () => {
  it.each<readonly [string, Text, number | null, Snapshot, string, readonly string[]]>([
    [
      'nobody was there yet',
      since(1),
      1,
      withQuota(16 * GIB),
      'waiting',
      ['running.restart.waits', 'playbook.unmet.old_process'],
    ],
    [
      'it is down',
      since(1),
      null,
      three().dead('etcd-2').snapshot(),
      'waiting',
      ['running.restart.waits', 'playbook.unmet.silent'],
    ],
    ['it is back with what was edited', since(1), 2, withQuota(16 * GIB), 'done', ['running.restart.read']],
    ['it is back with more', since(1), 2, withQuota(32 * GIB), 'done', ['running.restart.read']],
    ['it is back as it was', since(1), 2, withQuota(2 * GIB), 'waiting', ['running.restart.unread']],
    ['it is back, and does not tell what it has read', since(1), 2, untold(), 'done', ['running.restart.done']],
    ['it was down before', silent, 2, withQuota(16 * GIB), 'done', ['running.restart.read']],
    [
      'since when it runs is not told now',
      since(1),
      null,
      withQuota(16 * GIB),
      'waiting',
      ['running.restart.waits', 'playbook.unmet.start_untold'],
    ],
    [
      'since when it ran was not told before',
      mute,
      2,
      withQuota(16 * GIB),
      'waiting',
      ['running.restart.waits', 'playbook.unmet.start_untold'],
    ],
  ])('%s', async (_, before, start, snapshot, state, keys) => {
    const operator = anOperator(() => snapshot, { processStart: async () => start });
    const seen = await awaitRestart(step, { operator }).look(before);
    expect([seen.state, ...keysIn(seen.note)]).toEqual([state, ...keys]);
  });

  it('sees that it was away where it does not tell since when it runs', async () => {
    const at = { snapshot: three().dead('etcd-2').snapshot() };
    const { look } = awaitRestart(step, { operator: anOperator(() => at.snapshot) });
    expect((await look(mute)).state).toBe('waiting');
    at.snapshot = withQuota(16 * GIB);
    expect((await look(mute)).state).toBe('done');
  });
});

/** An operation of this one restart, at whatever the member shows. */
async function anOperation(steps: readonly Step[] = [awaitHealth(), step, healthy]) {
  const at = { snapshot: three().snapshot(), start: 1 };
  const memory = aMemoryWorld(anOperator(() => at.snapshot, { processStart: async () => at.start }));
  const { id, plan: made } = await openOperation('move-leader', memory.world, { askedAt: memory.at.now });
  const plan = { ...made, steps };
  const put = (more: Partial<Operation>): void => {
    const current = memory.operations.get(id);
    if (current) memory.operations.set(id, { ...current, ...more });
  };
  const fresh = { state: 'pending', startedAt: null, endedAt: null, note: null } as const;
  put({ plan, hash: planHash(plan), steps: steps.map(() => fresh) });
  const operation = (): Operation => {
    const found = memory.operations.get(id);
    if (!found) throw new Error('it is lost');
    return found;
  };
  /** What happens before each look but the first, in turn; with the last, nothing more happens. */
  const runWith = async (...events: readonly (() => void)[]): Promise<Operation> => {
    const left = [...events];
    const pause = async (ms: number): Promise<void> => {
      memory.at.now += ms;
      left.shift()?.();
    };
    await runChange(id, stop.signal, { ...memory.world, pause });
    return operation();
  };
  const stop = new AbortController();
  const back = (): void => {
    at.start = 2;
    at.snapshot = withQuota(16 * GIB);
  };
  return { ...memory, now: memory.at, at, id, put, operation, runWith, back, stop };
}

describe('a change that waits for a restart by hand', () => {
  it('tells whose turn it is beside what it compares with, and goes on when the member is back', async () => {
    const { at, runWith, back, operation } = await anOperation();
    const beside: unknown[] = [];
    const ended = await runWith(
      () => beside.push(operation().steps[1]),
      () => {
        at.snapshot = three().dead('etcd-2').snapshot();
      },
      back,
    );
    expect(beside).toMatchObject([
      { state: 'running', note: { key: 'playbook.before' }, progress: { key: 'running.restart.waits' } },
    ]);
    expect(ended).toMatchObject({ state: 'succeeded', steps: [{}, { note: { key: 'running.restart.read' } }, {}] });
  });

  it('waits on in another worker, though the member is down at that moment for longer than guards would wait', async () => {
    const { at, runWith, back, stop, world, id, operation, now } = await anOperation();
    const lost = await runWith(() => stop.abort());
    expect([lost.state, lost.steps[1]?.state]).toEqual(['running', 'running']);
    at.snapshot = three().dead('etcd-2').leader(null).withoutQuorum().snapshot();
    const until = now.now + 120_000;
    const pause = async (ms: number): Promise<void> => {
      now.now += ms;
      if (now.now >= until) back();
    };
    await runChange(id, never(), { ...world, pause });
    expect(operation()).toMatchObject({ state: 'succeeded', why: [] });
  });

  it('compares with what the lost worker noted: who restarted it meanwhile is not asked again', async () => {
    const { runWith, back, stop, world, id, operation } = await anOperation();
    await runWith(() => stop.abort());
    back();
    await runChange(id, never(), world);
    expect(operation()).toMatchObject({ state: 'succeeded' });
  });

  it('ends when nobody comes, and says what was last seen', async () => {
    const { runWith, now } = await anOperation();
    const began = now.now;
    const ended = await runWith();
    expect(ended.state).toBe('failed');
    expect(keysIn(ended.why)).toEqual(
      expect.arrayContaining(['running.step_failed', 'running.too_long', 'running.restart.waits']),
    );
    expect(now.now - began).toBeGreaterThanOrEqual(30 * 60_000);
  });

  it('can be called off while it waits', async () => {
    const { runWith, operation, put } = await anOperation();
    const ended = await runWith(() => {
      const asked = apply(operation(), { kind: 'cancelled', user: 'U1', name: 'alice' }, Date.now());
      if (asked.ok) put(asked.value.operation);
    });
    expect(ended).toMatchObject({ state: 'cancelled', steps: [{ state: 'done' }, { state: 'skipped' }, {}] });
  });
});
