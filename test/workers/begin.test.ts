import { describe, expect, it } from 'vitest';
import type { BackupSight } from '../../src/core/backup.ts';
import type { Operation } from '../../src/core/operation.ts';
import { type Plan, planHash } from '../../src/core/plan.ts';
import { runChange } from '../../workers/run-change.ts';
import { aCluster } from '../a-cluster.ts';
import { aMemoryWorld } from './a-memory-world.ts';
import { anOperator } from './an-operator.ts';
import { never, openOperation, refusals, statesOf } from './ask-for.ts';

const rule = (required: number) => ({ required, expiresMs: 60_000, typed: false });
const backupOf = (savedAt: number): BackupSight => ({
  ...{ kind: 'seen', directory: '/srv', broken: 0, maxAgeMs: 1 },
  newest: { name: 'lab.db', at: savedAt },
});
const frozen = { by: 'U3', name: 'carol', at: 0, reason: 'an incident' };

/** `compact`, approved by whoever has to, in a cluster where it can run. */
async function anApproved(required = 0, approvers: readonly string[] = [], cluster = aCluster('lab')) {
  const memory = aMemoryWorld(anOperator(cluster.snapshot));
  const { settings } = memory.world;
  const world = {
    ...memory.world,
    settings: { ...settings, approvals: { ...settings.approvals, development: rule(required) } },
  };
  const opened = await openOperation('compact', world, { askedAt: memory.at.now });
  const put = (more: Partial<Operation>): void => {
    const current = memory.operations.get(opened.id);
    if (current) memory.operations.set(opened.id, { ...current, ...more });
  };
  const votes = approvers.map(user => ({ user, name: user, at: 0, verdict: 'approve', reason: null }) as const);
  put({ state: 'queued', votes });
  const runIn = async (used = world): Promise<Operation> => {
    await runChange(opened.id, never(), used);
    return memory.operations.get(opened.id) ?? opened;
  };
  return { ...memory, world, opened, put, runIn };
}

describe('an approved operation, at its turn', () => {
  it('begins', async () => {
    const { runIn } = await anApproved(1, ['U2']);
    expect(await runIn()).toMatchObject({ state: 'succeeded' });
  });

  it('is refused when by now more people have to approve', async () => {
    const { world, runIn } = await anApproved(1, ['U2']);
    const { settings } = world;
    const stricter = { ...settings, approvals: { ...settings.approvals, development: rule(2) } };
    const ended = await runIn({ ...world, settings: stricter });
    expect(ended).toMatchObject({ state: 'refused', refusal: { refused: 'rights_lost' } });
    expect(statesOf(ended)).not.toContain('done');
  });

  it('is refused when it is queued with fewer approvals than its rule demands', async () => {
    const { put, runIn } = await anApproved(1, ['U2']);
    put({ votes: [] });
    expect(await runIn()).toMatchObject({ state: 'refused' });
  });

  it('is refused when its plan is not the one that was approved', async () => {
    const { opened, put, runIn } = await anApproved(1, ['U2']);
    const other: Plan = { ...opened.plan, steps: [{ kind: 'compact', revision: 7, physical: true }] };
    put({ plan: other, steps: opened.steps.slice(0, 1) });
    expect(planHash(other)).not.toBe(opened.hash);
    expect(await runIn()).toMatchObject({ state: 'refused', refusal: { refused: 'plan_altered' } });
  });

  it('looks twice before it is void: an answer that was late is no change of the cluster', async () => {
    const { world, runIn, opened } = await anApproved(1, ['U2']);
    const healthy = aCluster('lab').snapshot();
    const late = aCluster('lab').hanging('etcd-2').snapshot();
    let looks = 0;
    const operator = anOperator(() => healthy);
    const once = { ...operator, survey: async () => (++looks === 1 ? late : healthy) };
    expect(await runIn({ ...world, operator: () => once })).toMatchObject({ id: opened.id, state: 'succeeded' });
    const { world: other, runIn: run } = await anApproved(1, ['U2']);
    const always = { ...operator, survey: async () => late };
    expect(await run({ ...other, operator: () => always })).toMatchObject({ state: 'stale' });
  });

  it('is stale when its approval is older than an approval may be', async () => {
    const { at, opened, put, runIn } = await anApproved(1, ['U2']);
    put({ stateAt: at.now - opened.rule.expiresMs - 1 });
    const ended = await runIn();
    expect(ended).toMatchObject({ state: 'stale', why: [{ key: 'running.agreed_long_ago' }] });
    expect(statesOf(ended)).not.toContain('done');
  });

  it('waits for its turn while another one was begun and has not ended', async () => {
    const { operations, runIn, opened } = await anApproved();
    operations.set('op-before', { ...opened, id: 'op-before', state: 'running' });
    expect(await runIn()).toMatchObject({ state: 'queued' });
    operations.set('op-before', { ...opened, id: 'op-before', state: 'succeeded' });
    expect(await runIn()).toMatchObject({ state: 'succeeded' });
  });

  it('does nothing while it cannot be told whether another one was begun', async () => {
    const { world, runIn } = await anApproved();
    const list: typeof world.operations.list = async ({ strict }) => {
      if (strict) throw new Error('an operation of a newer version');
      return [];
    };
    await expect(runIn({ ...world, operations: { ...world.operations, list } })).rejects.toThrow('newer version');
  });

  it('is refused when by now its backup is too old', async () => {
    const { at, world, runIn } = await anApproved(0, [], aCluster('lab').withMembers(1));
    const backups = async () => backupOf(at.now - 2);
    const ended = await runIn({ ...world, backups });
    expect(ended).toMatchObject({ state: 'refused' });
    expect(refusals(ended)).toEqual(['snapshot']);
    const amongThree = await anApproved();
    expect(await amongThree.runIn({ ...amongThree.world, backups }), 'others have the data').toMatchObject({
      state: 'succeeded',
    });
  });

  it('does not wait where something else forbids it', async () => {
    const { at, operations, runIn, opened } = await anApproved();
    operations.set('op-before', { ...opened, id: 'op-before', state: 'running' });
    at.freeze = frozen;
    const ended = await runIn();
    expect(ended).toMatchObject({ state: 'refused' });
    expect(refusals(ended)).toEqual(['one_at_a_time', 'freeze']);
  });
});

describe('an operation that was begun', () => {
  it('is not sent again before what the lost run sent last can have happened', async () => {
    const sentAt: number[] = [];
    const memory = aMemoryWorld(
      anOperator(aCluster('lab').snapshot, {
        removeMember: async () => {
          sentAt.push(memory.at.now);
          return { outcome: 'refused', fault: { code: 'unhealthy_cluster', detail: '' } };
        },
      }),
    );
    const opened = await openOperation('member remove etcd-3', memory.world, { askedAt: memory.at.now });
    const index = opened.plan.steps.findIndex(({ kind }) => kind === 'remove-member');
    const begunAt = memory.at.now - 3_600_000;
    const steps = opened.steps.map((step, at) => {
      if (at < index) return { ...step, state: 'done', startedAt: begunAt, endedAt: begunAt } as const;
      return at === index ? ({ ...step, state: 'running', startedAt: begunAt } as const) : step;
    });
    memory.operations.set(opened.id, { ...opened, state: 'running', fence: 0, steps });
    const tookOver = memory.at.now;
    await runChange(opened.id, never(), memory.world);
    expect(sentAt[0]).toBeGreaterThanOrEqual(tookOver + 8_000);
  });

  it('goes on under a freeze, outside of a window and with an old backup, as if its worker had not been lost', async () => {
    const { at, world, opened, put, runIn } = await anApproved(0, [], aCluster('lab').withMembers(1));
    const [step, ...others] = opened.plan.steps;
    if (step === undefined) throw new Error('a plan without steps');
    const plan: Plan = { ...opened.plan, steps: [step, step, ...others] };
    const [pending, ...rest] = opened.steps;
    if (pending === undefined) throw new Error('a plan without steps');
    const done = { ...pending, state: 'done', startedAt: 1, endedAt: 2 } as const;
    put({ plan, hash: planHash(plan), state: 'running', fence: 0, steps: [done, pending, ...rest] });
    at.freeze = frozen;
    const { settings } = world;
    const clusters = settings.clusters.map(cluster => ({
      ...cluster,
      maintenance: [{ days: [], from: 0, to: 1, timezone: 'UTC' }],
    }));
    expect(
      await runIn({ ...world, backups: async () => backupOf(0), settings: { ...settings, clusters } }),
    ).toMatchObject({ state: 'succeeded' });
  });
});
