import { describe, expect, it } from 'vitest';
import { plain } from '../../src/core/message.ts';
import type { Operation } from '../../src/core/operation.ts';
import { apply } from '../../src/core/transition.ts';
import { speak } from '../../src/text/speak.ts';
import { aCluster } from '../a-cluster.ts';
import { aPostgres } from '../a-postgres.ts';
import { aMemoryWorld } from './a-memory-world.ts';
import { anOperator } from './an-operator.ts';
import { load, openOperation, run, statesOf } from './ask-for.ts';

type Keys = 'running' | 'paused' | 'wiped' | 'without configuration';

/** An etcd whose keys are wiped by the change between the pause and its end, and written anew so many seconds after. */
function aWipedWorld(rewrittenAfter: number, left: 'wiped' | 'without configuration') {
  const patroni: { keys: Keys; wipedAt: number | null } = { keys: 'running', wipedAt: null };
  const look = () => {
    const since = patroni.wipedAt === null ? null : (memory.at.now - patroni.wipedAt) / 1_000;
    if (since !== null && patroni.keys === left && since >= rewrittenAfter) patroni.keys = 'paused';
    const cluster = aCluster('lab');
    const paused = aPostgres().config({ pause: true }).each({ paused: true });
    if (patroni.keys === 'wiped') return cluster.postgres().snapshot();
    if (patroni.keys === 'without configuration')
      return cluster.postgres(paused.keys({ config: 'absent', failsafe: 'absent' })).snapshot();
    return cluster.postgres(patroni.keys === 'paused' ? paused : aPostgres()).snapshot();
  };
  const operator = anOperator(look, {
    setPause: async (_, pause) => {
      patroni.keys = pause ? 'paused' : 'running';
      return { outcome: 'done' };
    },
    compact: async () => {
      patroni.keys = left;
      patroni.wipedAt = memory.at.now;
      return { outcome: 'done' };
    },
  });
  const memory = aMemoryWorld(operator);
  return { ...memory, patroni };
}

const PLAN = 'compact --keep 1 --pause-postgres';
const asks = (at: { readonly now: number }) => ({ askedAt: at.now });
const lastNote = ({ steps }: Operation): string => {
  const note = steps.at(-1)?.note;
  return note ? plain(speak(note, 'en')) : '';
};

describe('the end of a pause', () => {
  it.each([
    ['wiped', 3],
    ['wiped', 100],
    ['without configuration', 40],
  ] as const)('waits until Patroni has written anew what was %s, %i s later', async (left, seconds) => {
    const { world, at, patroni } = aWipedWorld(seconds, left);
    const operation = await openOperation(PLAN, world, asks(at));
    const done = await run(operation.id, world);
    expect(done.state, JSON.stringify([done.why, done.steps])).toBe('succeeded');
    expect(patroni.keys).toBe('running');
    expect((await world.pauses.of('lab')).ours).toEqual([]);
  });

  it('is carried on by another worker when the one that waited is gone', async () => {
    const { world, at, patroni } = aWipedWorld(100, 'wiped');
    const operation = await openOperation(PLAN, world, asks(at));
    const dying = new AbortController();
    const pause = async (ms: number) => {
      await world.pause(ms, dying.signal);
      const waits = patroni.wipedAt !== null && at.now - patroni.wipedAt > 20_000;
      if (waits) dying.abort();
    };
    const left = await run(operation.id, { ...world, pause }, dying.signal);
    expect(left.state).toBe('running');
    expect(statesOf(left)).toMatch(/running$/);
    expect((await run(operation.id, world)).state).toBe('succeeded');
    expect(patroni.keys).toBe('running');
  });

  it('is given up when nobody writes a configuration, and what was paused is remembered', async () => {
    const { world, at, patroni } = aWipedWorld(Number.POSITIVE_INFINITY, 'wiped');
    const operation = await openOperation(PLAN, world, asks(at));
    const failed = await run(operation.id, world);
    expect(failed.state).toBe('failed');
    expect(lastNote(failed)).toMatch(/no configuration of this cluster/);
    expect(at.now - (patroni.wipedAt ?? 0)).toBeLessThan(5 * 60_000);
    expect((await world.pauses.of('lab')).ours).toMatchObject([{ postgres: 'pg-test', before: 'running' }]);
  });

  it('is given up at once by whoever cancels meanwhile', async () => {
    const { world, at, patroni } = aWipedWorld(Number.POSITIVE_INFINITY, 'wiped');
    const operation = await openOperation(PLAN, world, asks(at));
    const pause = async (ms: number, stop: AbortSignal) => {
      await world.pause(ms, stop);
      if (patroni.wipedAt === null || (await load(operation.id, world)).cancel !== null) return;
      const cancelled = { kind: 'cancelled', user: 'U1', name: 'alice' } as const;
      await world.operations.transition(operation.id, current => apply(current, cancelled, at.now));
    };
    await run(operation.id, { ...world, pause });
    expect(at.now - (patroni.wipedAt ?? 0)).toBeLessThan(10_000);
    expect((await world.pauses.of('lab')).ours).toHaveLength(1);
  });
});
