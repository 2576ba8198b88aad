import { describe, expect, it } from 'vitest';
import type { BreakGlass } from '../../src/core/operation.ts';
import { apply } from '../../src/core/transition.ts';
import { nag } from '../../workers/nag.ts';
import { anOperation, aPlan } from '../store/an-operation.ts';
import { aMemoryWorld } from './a-memory-world.ts';

const unsigned: BreakGlass = { incident: 'INC-42', review: null, nags: 0, naggedAt: null };
const ran = { state: 'done', startedAt: 1, endedAt: 2, note: null } as const;

function anEmergency() {
  const memory = aMemoryWorld(null);
  const operation = anOperation('op-1', { plan: aPlan('lab'), state: 'succeeded', steps: [ran], breakGlass: unsigned });
  memory.operations.set('op-1', operation);
  return memory;
}

const ids = ({ announced }: ReturnType<typeof anEmergency>) => announced.map(({ id }) => id);

describe('a review that is due', () => {
  it('is asked for, and then not for hours', async () => {
    const memory = anEmergency();
    await nag(memory.world);
    await nag(memory.world);
    expect(ids(memory)).toEqual(['op-review-op-1-1']);
    memory.at.now += 4 * 60 * 60_000;
    await nag(memory.world);
    expect(ids(memory)).toEqual(['op-review-op-1-1', 'op-review-op-1-2']);
  });

  it('is asked for by the next worker when one dies in between, in the same message', async () => {
    const memory = anEmergency();
    const transition = () => Promise.reject(new Error('the process was killed'));
    await nag({ ...memory.world, operations: { ...memory.world.operations, transition } });
    await nag(memory.world);
    expect(ids(memory)).toEqual(['op-review-op-1-1', 'op-review-op-1-1']);
    expect(memory.announced[0]).toEqual(memory.announced[1]);
    expect(memory.operations.get('op-1')?.breakGlass).toMatchObject({ nags: 1 });
  });

  it('is asked for once more when the outbox did not take it', async () => {
    const memory = anEmergency();
    const announcer = { announce: () => Promise.reject(new Error('Redis is away')) };
    await nag({ ...memory.world, announcer });
    expect(memory.operations.get('op-1')?.breakGlass).toMatchObject({ nags: 0 });
    await nag(memory.world);
    expect(ids(memory)).toEqual(['op-review-op-1-1']);
  });

  it('says who signed when that was while it was asked for', async () => {
    const memory = anEmergency();
    const { transition } = memory.world.operations;
    const signedFirst: typeof transition = async (id, decide) => {
      await transition(id, current => apply(current, { kind: 'reviewed', user: 'U2', name: 'bob' }, memory.at.now));
      return transition(id, decide);
    };
    await nag({ ...memory.world, operations: { ...memory.world.operations, transition: signedFirst } });
    expect(ids(memory)).toEqual(['op-review-op-1-1', 'op-review-op-1-1']);
    expect(JSON.stringify(memory.announced[1]?.document)).toContain('break_glass.reviewed');
  });
});
