import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Operation } from '../../src/core/operation.ts';
import type { Request } from '../../src/core/request.ts';
import { apply } from '../../src/core/transition.ts';
import { openEtcdReader } from '../../src/etcd/survey.ts';
import type { EtcdCluster } from '../../src/local/etcd-cluster.ts';
import { type Lab, quiet, settingsOf, startLab, versions } from '../etcd/a-lab.ts';
import { aRedis, type TestRedis } from '../store/a-redis.ts';
import { type AChangeWorld, aChangeWorld, aPrefix, settingsFor } from './a-change-world.ts';
import { approve, inPieces, load, openOperation, refusals, run, statesOf } from './ask-for.ts';

const auditOf = ({ id }: Operation) => ({
  ...{ at: Date.now(), what: 'test', who: 'U1', cluster: 'lab', operation: id, details: {} },
});
const cancelBy = (operation: Operation) =>
  apply(operation, { kind: 'cancelled', user: 'U1', name: 'alice' }, Date.now());

let redis: TestRedis;
beforeAll(async () => {
  redis = await aRedis();
});
afterAll(() => redis?.remove());

/** Members by etcd's own list, learners marked. */
async function membersOf({ endpoints }: EtcdCluster): Promise<readonly string[]> {
  const reader = openEtcdReader(settingsOf([...endpoints]), quiet);
  const { members } = await reader.survey({ parts: ['members'] }).finally(() => reader.close());
  if (!members.ok) throw new Error('no member list');
  return members.value.members.map(
    ({ name, learner, peerUrls }) => `${name || peerUrls[0]}${learner ? ' learner' : ''}`,
  );
}

async function leaderOf({ endpoints }: EtcdCluster): Promise<string> {
  const reader = openEtcdReader(settingsOf([...endpoints]), quiet);
  const { members, endpoints: told } = await reader
    .survey({ parts: ['members', 'status'] })
    .finally(() => reader.close());
  const leader = told.flatMap(({ status }) => (status.ok ? (status.value.leader ?? []) : []))[0];
  return (members.ok && members.value.members.find(({ id }) => id === leader)?.name) || 'nobody';
}

describe.each(versions)('changes carried out on etcd %s', version => {
  let lab: Lab;
  let cluster: EtcdCluster;
  let at: AChangeWorld;

  const start = async (members: number, options: Parameters<typeof startLab>[1] = {}) => {
    lab = await startLab(version, { members, ...options });
    cluster = lab.cluster;
    at = await aChangeWorld(redis.url, aPrefix(), settingsFor([settingsOf([...cluster.endpoints])]));
  };
  afterEach(async () => {
    await at?.close();
    await lab?.end();
  });

  const change = async (line: string, more: Partial<Request> = {}): Promise<Operation> => {
    const operation = await openOperation(line, at.world, more);
    expect(refusals(operation), JSON.stringify(operation.verdicts.filter(v => v.outcome === 'refused'))).toEqual([]);
    expect(operation.state).toBe('queued');
    return run(operation.id, at.world);
  };

  it('hand leadership on, then remove the leader, who hands it on first', async () => {
    await start(5);
    const before = await leaderOf(cluster);
    const moved = await change('move-leader');
    expect(moved).toMatchObject({ state: 'succeeded' });
    const leader = await leaderOf(cluster);
    expect(leader).not.toBe(before);
    const removed = await change(`member remove ${leader}`);
    expect(removed).toMatchObject({ state: 'succeeded', why: [] });
    expect(removed.plan.steps.map(({ kind }) => kind)).toContain('move-leader');
    expect(await membersOf(cluster)).toHaveLength(4);
    expect(await membersOf(cluster)).not.toContain(leader);
    expect(at.announced.some(({ id }) => id === `op-outcome-${removed.id}`)).toBe(true);
    const audit = await at.store.audit.list({ cluster: null, who: null, operation: removed.id, limit: 100 });
    expect(audit.filter(({ details }) => details.event === 'step-started')).toHaveLength(removed.plan.steps.length);
  });

  it('add a member: learner, progress, and a voter once its process runs', async () => {
    await start(3);
    const newcomer = await cluster.prepareMember('etcd-4');
    const opened = await openOperation(`member add etcd-4 ${newcomer.peerUrl}`, at.world);
    expect(refusals(opened)).toEqual([]);
    const running = run(opened.id, at.world);
    await vi.waitFor(
      async () =>
        expect(JSON.stringify((await load(opened.id, at.world)).steps)).toContain('initial-cluster-state=existing'),
      { timeout: 15_000, interval: 100 },
    );
    expect(await membersOf(cluster)).toContain(`${newcomer.peerUrl} learner`);
    await newcomer.join();
    expect(await running).toMatchObject({ state: 'succeeded', why: [] });
    expect(await membersOf(cluster)).toEqual(expect.arrayContaining(['etcd-1', 'etcd-2', 'etcd-3', 'etcd-4']));
  });

  it('replace a dead member', async () => {
    await start(3);
    const [, , dead] = cluster.members;
    await dead?.kill();
    const newcomer = await cluster.prepareMember('etcd-4');
    const opened = await vi.waitFor(
      async () => {
        const tried = await openOperation(`member replace etcd-3 etcd-4 ${newcomer.peerUrl}`, at.world);
        expect(refusals(tried)).toEqual([]);
        return tried;
      },
      { timeout: 45_000, interval: 500 },
    );
    const running = run(opened.id, at.world);
    await vi.waitFor(async () => expect(await membersOf(cluster)).toContain(`${newcomer.peerUrl} learner`), 20_000);
    await newcomer.join();
    expect(await running).toMatchObject({ state: 'succeeded', why: [] });
    expect([...(await membersOf(cluster))].sort()).toEqual(['etcd-1', 'etcd-2', 'etcd-4']);
  });

  it('compact, and defragment all, the leader last', async () => {
    await start(3);
    for (let n = 0; n < 300; n += 1) await cluster.api.put(`/key-${n % 3}`, 'x'.repeat(10_000));
    expect(await change('compact --keep 5 --physical')).toMatchObject({ state: 'succeeded' });
    const defragmented = await change('defrag --all');
    expect(defragmented).toMatchObject({ state: 'succeeded' });
    expect(JSON.stringify(defragmented.steps)).toContain('running.defragmented');
  });

  it('rescue a cluster whose quota is full', async () => {
    await start(3, { quotaBytes: 8 * 1024 * 1024 });
    await expect(async () => {
      for (let n = 0; n < 2_000; n += 1) await cluster.api.put('/big', 'x'.repeat(100_000));
    }).rejects.toThrow('space exceeded');
    await vi.waitFor(
      async () => expect((await openOperation('rescue nospace', at.world)).state).toBe('queued'),
      10_000,
    );
    const [open] = await at.store.operations.list({ cluster: 'lab', open: true, limit: 1 });
    expect(await run(open?.id ?? '', at.world)).toMatchObject({ state: 'succeeded', why: [] });
    await cluster.api.put('/again', 'x');
  });

  it('update the address of a member', async () => {
    await start(3);
    const [, , third] = cluster.members;
    const url = third?.peerUrl.replace('127.0.0.1', 'localhost') ?? '';
    const updated = await vi.waitFor(() => change(`member update etcd-3 ${url}`), { timeout: 20_000, interval: 1_000 });
    expect(updated).toMatchObject({ state: 'succeeded', why: [] });
  });
});

describe('changes of which every step is carried out by another process', { timeout: 120_000 }, () => {
  let lab: Lab;
  let at: AChangeWorld;
  const start = async (
    members: number,
    {
      version = '3.5.16',
      ...options
    }: Parameters<typeof startLab>[1] & { readonly version?: Parameters<typeof startLab>[0] } = {},
  ) => {
    lab = await startLab(version, { members, ...options });
    at = await aChangeWorld(redis.url, aPrefix(), settingsFor([settingsOf([...lab.cluster.endpoints])]));
  };
  afterEach(async () => {
    await at?.close();
    await lab?.end();
  });
  /** A cluster that has just changed is judged once it has settled. */
  const opened = (line: string) =>
    vi.waitFor(
      async () => {
        const operation = await openOperation(line, at.world);
        expect(refusals(operation)).toEqual([]);
        return operation;
      },
      { timeout: 45_000, interval: 500 },
    );
  const joined = async (running: Promise<Operation>, newcomer: Awaited<ReturnType<EtcdCluster['prepareMember']>>) => {
    const listed = async () => expect(await membersOf(lab.cluster)).toContain(`${newcomer.peerUrl} learner`);
    await vi.waitFor(listed, 20_000);
    await newcomer.join();
    return running;
  };

  it('a member added', async () => {
    await start(3);
    const newcomer = await lab.cluster.prepareMember('etcd-4');
    const { id } = await opened(`member add etcd-4 ${newcomer.peerUrl}`);
    expect(await joined(inPieces(id, at.world), newcomer)).toMatchObject({ state: 'succeeded', why: [] });
  });

  it('a dead member replaced', async () => {
    await start(3);
    await lab.cluster.members[2]?.kill();
    const newcomer = await lab.cluster.prepareMember('etcd-4');
    const { id } = await opened(`member replace etcd-3 etcd-4 ${newcomer.peerUrl}`);
    expect(await joined(inPieces(id, at.world), newcomer)).toMatchObject({ state: 'succeeded', why: [] });
  });

  it('one of two dead members of five replaced', async () => {
    // Earlier versions take nobody in while another voter is dead.
    await start(5, { version: '3.5.30' });
    await Promise.all([lab.cluster.members[3]?.kill(), lab.cluster.members[4]?.kill()]);
    const newcomer = await lab.cluster.prepareMember('etcd-6');
    const { id } = await opened(`member replace etcd-5 etcd-6 ${newcomer.peerUrl}`);
    expect(await joined(inPieces(id, at.world), newcomer)).toMatchObject({ state: 'succeeded', why: [] });
  });

  it('a healthy member replaced, the new one first', async () => {
    await start(3);
    const newcomer = await lab.cluster.prepareMember('etcd-4');
    const { id } = await opened(`member replace etcd-3 etcd-4 ${newcomer.peerUrl} --learner-first`);
    expect(await joined(inPieces(id, at.world), newcomer)).toMatchObject({ state: 'succeeded', why: [] });
  });

  it('the leader removed', async () => {
    await start(5);
    const { id } = await opened(`member remove ${await leaderOf(lab.cluster)}`);
    expect(await inPieces(id, at.world)).toMatchObject({ state: 'succeeded', why: [] });
  });

  it('all members defragmented', async () => {
    await start(3);
    const { id } = await opened('defrag --all');
    expect(await inPieces(id, at.world)).toMatchObject({ state: 'succeeded', why: [] });
  });

  it('a full quota rescued', async () => {
    await start(3, { quotaBytes: 8 * 1024 * 1024 });
    await expect(async () => {
      for (let n = 0; n < 2_000; n += 1) await lab.cluster.api.put('/big', 'x'.repeat(100_000));
    }).rejects.toThrow('space exceeded');
    const { id } = await opened('rescue nospace');
    expect(await inPieces(id, at.world)).toMatchObject({ state: 'succeeded', why: [] });
  });
});

describe('an operation', () => {
  let lab: Lab;
  let at: AChangeWorld;
  beforeAll(async () => {
    lab = await startLab('3.5.16', { members: 3 });
    const cluster = settingsOf([...lab.cluster.endpoints], { environment: 'production' });
    at = await aChangeWorld(redis.url, aPrefix(), settingsFor([cluster]));
  });
  afterAll(async () => {
    await at?.close();
    await lab?.end();
  });

  it('waits for approval, and runs once it has it', async () => {
    const opened = await openOperation('move-leader', at.world);
    expect(opened.state).toBe('awaiting_approval');
    expect(await run(opened.id, at.world)).toMatchObject({ state: 'awaiting_approval' });
    expect(await approve(opened.id, 'U2', at.world)).toMatchObject({ state: 'queued' });
    expect(await run(opened.id, at.world)).toMatchObject({ state: 'succeeded' });
  });

  it('is void when the cluster changed meanwhile', async () => {
    const opened = await openOperation('move-leader', at.world);
    await approve(opened.id, 'U2', at.world);
    const other = await openOperation('move-leader', at.world);
    // Leadership wanders: the plan was made for another leader.
    const operator = at.world.operator('lab');
    const target = opened.plan.steps[0];
    if (target?.kind !== 'move-leader' || target.to.id === null) throw new Error('no target');
    await operator?.moveLeader(target.to.id);
    await vi.waitFor(async () => expect(await leaderOf(lab.cluster)).toBe(target.to.name), 5_000);
    const ended = await run(opened.id, at.world);
    expect(ended.state).toBe('stale');
    expect(JSON.stringify(ended.why)).toContain('drift.leader');
    await at.world.operations.transition(other.id, operation => ({
      ok: true,
      value: { operation: { ...operation, state: 'cancelled' }, audit: auditOf(other) },
    }));
  });

  it('is refused when a guard says no at its turn: a freeze', async () => {
    const opened = await openOperation('move-leader', at.world);
    await approve(opened.id, 'U2', at.world);
    await at.store.freezes.freeze('lab', { by: 'U3', name: 'carol', at: Date.now(), reason: 'no' }, auditOf(opened));
    const ended = await run(opened.id, at.world);
    expect(ended).toMatchObject({ state: 'refused', refusal: { refused: 'guards_refuse' } });
    expect(refusals(ended)).toEqual(['freeze']);
    for (const person of ['U2', 'U3']) await at.store.freezes.unfreeze('lab', person, auditOf(opened));
  });

  it.each([
    ['an approver is deactivated', 'U2', 'deactivated', 0],
    ['nobody knows for how long the requester is gone', 'U1', 'member', 16 * 60_000],
  ] as const)('is refused when %s', async (_, user, kind, ageMs) => {
    const opened = await openOperation('move-leader', at.world);
    await approve(opened.id, 'U2', at.world);
    await at.standing.publishPerson({ user, team: 'T1', name: user, kind, asOf: Date.now() - ageMs });
    expect(await run(opened.id, at.world)).toMatchObject({ state: 'refused', refusal: { refused: 'rights_lost' } });
    await at.vouch('U1', 'U2');
  });

  it('is left to a newer run by an older one', async () => {
    const opened = await openOperation('move-leader', at.world);
    await approve(opened.id, 'U2', at.world);
    const { operations } = at.world;
    const slow = {
      ...at.world,
      operations: {
        ...operations,
        holdsFence: async (cluster: string, fence: number) => {
          await operations.takeFence(cluster);
          return operations.holdsFence(cluster, fence);
        },
      },
    };
    const before = await leaderOf(lab.cluster);
    expect(await run(opened.id, slow)).toMatchObject({ state: 'running' });
    expect(await leaderOf(lab.cluster)).toBe(before);
    expect(await run(opened.id, at.world)).toMatchObject({ state: 'succeeded' });
  });

  it('stops where it is when the process ends, and goes on in the next', async () => {
    const opened = await openOperation(
      `member add etcd-9 ${(await lab.cluster.prepareMember('etcd-9')).peerUrl}`,
      at.world,
    );
    await approve(opened.id, 'U2', at.world);
    const stop = new AbortController();
    const running = run(opened.id, at.world, stop.signal);
    await vi.waitFor(
      async () => expect(statesOf(await load(opened.id, at.world))).toContain('done done running'),
      15_000,
    );
    stop.abort();
    expect(await running).toMatchObject({ state: 'running' });
    const again = run(opened.id, at.world);
    await vi.waitFor(
      async () => expect((await load(opened.id, at.world)).fence).not.toBe((await running).fence),
      10_000,
    );
    await at.world.operations.transition(opened.id, operation => cancelBy(operation));
    const ended = await again;
    expect(ended).toMatchObject({ state: 'cancelled', cancel: { user: 'U1' } });
    expect(statesOf(ended)).toMatch(/^done done skipped/);
  });
});
