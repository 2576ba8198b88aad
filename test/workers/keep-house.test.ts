import { describe, expect, it } from 'vitest';
import type { Operation } from '../../src/core/operation.ts';
import { keepHouse } from '../../workers/keep-house.ts';
import { aCluster } from '../a-cluster.ts';
import { anOperation, aPlan } from '../store/an-operation.ts';
import { aMemoryWorld } from './a-memory-world.ts';
import { anOperator } from './an-operator.ts';

function aHouse(...operations: readonly Operation[]) {
  const memory = aMemoryWorld(anOperator(aCluster('lab').snapshot));
  for (const operation of operations) memory.operations.set(operation.id, operation);
  const keep = () =>
    keepHouse({ open: [...memory.operations.values()], behind: [...memory.operations.values()] }, memory.world);
  return { ...memory, keep };
}

const of = (id: string, more: Partial<Operation>, cluster = 'lab'): Operation =>
  anOperation(id, { plan: aPlan(cluster), ...more });

describe('keeping house', () => {
  it('ends what nobody decided in time, and says so', async () => {
    const late = of('op-late', { expiresAt: 1 });
    const open = of('op-open', { expiresAt: Number.MAX_SAFE_INTEGER });
    const { keep, operations, announced, audits } = aHouse(late, open);
    await keep();
    expect(operations.get('op-late')).toMatchObject({ state: 'expired' });
    expect(operations.get('op-open')).toMatchObject({ state: 'awaiting_approval' });
    expect(announced.map(({ id }) => id)).toContain('op-outcome-op-late');
    expect(audits).toMatchObject([{ what: 'state', who: 'worker' }]);
  });

  it('queues what is approved or was begun, of clusters that are here', async () => {
    const queued = of('op-queued', { state: 'queued' });
    const begun = of('op-begun', { state: 'running' });
    const elsewhere = of('op-elsewhere', { state: 'queued' }, 'gone');
    const waits = of('op-waits', { expiresAt: Number.MAX_SAFE_INTEGER });
    const house = aHouse(queued, begun, elsewhere, waits);
    await house.keep();
    expect(house.queued).toEqual(['op-queued', 'op-begun']);
  });

  it('says on the card that nobody begins what no worker here knows, after a while and once', async () => {
    const queuedAt = Date.UTC(2026, 10, 22, 3, 0);
    const elsewhere = of('op-elsewhere', { state: 'queued', stateAt: queuedAt }, 'gone');
    const { keep, at, announced, operations, audits } = aHouse(elsewhere);
    at.now = queuedAt + 4 * 60_000;
    await keep();
    expect(audits).toEqual([]);
    at.now = queuedAt + 5 * 60_000;
    announced.length = 0;
    await keep();
    expect(operations.get('op-elsewhere')).toMatchObject({ state: 'queued', why: [{ key: 'running.unserved' }] });
    expect(JSON.stringify(announced.find(({ id }) => id === 'op-card-op-elsewhere')?.document)).toContain(
      'running.unserved',
    );
    await keep();
    expect(audits).toHaveLength(1);
  });

  it('says nothing of the kind while another change of that cluster runs, or its own worker is here', async () => {
    const elsewhere = of('op-elsewhere', { state: 'queued', stateAt: 1 }, 'gone');
    const other = of('op-other', { state: 'running' }, 'gone');
    const { keep, audits } = aHouse(elsewhere, other, of('op-here', { state: 'queued', stateAt: 1 }));
    await keep();
    expect(audits).toEqual([]);
  });

  it('shows what has not been shown', async () => {
    const ended = of('op-ended', { state: 'succeeded', revision: 9 });
    const { keep, announced, shown } = aHouse(ended);
    await keep();
    expect(announced.map(({ id }) => id)).toEqual(['op-card-op-ended', 'op-outcome-op-ended']);
    expect(shown.get('op-ended')).toBe(9);
  });

  it('says in the thread who voted, for a bot that died before it could', async () => {
    const at = Date.UTC(2026, 10, 22, 3, 10);
    const vote = { user: 'U2', name: 'bob', at, verdict: 'deny', reason: 'not now' } as const;
    const { keep, announced } = aHouse(of('op-denied', { state: 'denied', votes: [vote] }));
    await keep();
    expect(announced.map(({ id }) => id)).toEqual(['op-vote-op-denied-U2-deny', 'op-card-op-denied']);
  });

  it('done twice changes nothing', async () => {
    const { keep, audits } = aHouse(of('op-late', { expiresAt: 1 }));
    await keep();
    await keep();
    expect(audits).toHaveLength(1);
  });
});
