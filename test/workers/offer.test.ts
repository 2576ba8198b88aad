import { describe, expect, it } from 'vitest';
import { statusOf } from '../../src/core/facts/status.ts';
import { list, verbatim } from '../../src/core/message.ts';
import { offersOf } from '../../workers/offer.ts';
import { aCluster } from '../a-cluster.ts';
import { aMemoryWorld } from './a-memory-world.ts';
import { anOperator } from './an-operator.ts';

type World = ReturnType<typeof aCluster>;
const MIB = 1024 ** 2;
const hollow = { dbSize: 400 * MIB, dbSizeInUse: 100 * MIB };
const fragmented = () => aCluster('lab').status('etcd-1', hollow).status('etcd-2', hollow).status('etcd-3', hollow);

function offersFor(cluster: World, survey = async () => cluster.snapshot()) {
  const memory = aMemoryWorld(anOperator(() => cluster.snapshot(), { survey }));
  const facts = statusOf(cluster.snapshot());
  const ask = async (withinMs = 5_000) =>
    (await offersOf(facts.findings, facts, withinMs, memory.world)).map(({ line }) => line);
  return { ...memory, ask };
}

describe('what is offered', () => {
  it('is a change whose guards all pass now, and nothing of it is stored', async () => {
    const { ask, operations, announced, audits } = offersFor(fragmented());
    expect(await ask()).toContain('defrag');
    expect([operations.size, announced.length, audits.length]).toEqual([0, 0, 0]);
  });

  it('is no change while changes are frozen', async () => {
    const { ask, at } = offersFor(fragmented());
    at.freeze = { by: 'U1', name: 'alice', at: at.now, reason: 'release' };
    expect(await ask()).not.toContain('defrag');
  });

  it('is no change that the cluster cannot spare, but what there is to see', async () => {
    const { ask } = offersFor(fragmented().dead('etcd-3'));
    const offered = await ask();
    expect(offered).not.toContain('defrag');
    expect(offered).toContain('quorum');
  });

  it('is a change even where much else could be looked at', async () => {
    const { world } = offersFor(fragmented());
    const state = statusOf(fragmented().snapshot());
    const looks = (['logins_off', 'stranger', 'mixed_clusters', 'revision_still'] as const).map(code => ({
      code,
      params: {},
    }));
    const offered = await offersOf([...looks, { code: 'fragmented', params: {} }], state, 5_000, world);
    expect(offered.map(({ line }) => line)).toEqual(['auth status', 'member list', 'defrag']);
  });

  it('is another member in the place of one that is gone, or none', async () => {
    const { world } = offersFor(aCluster('lab').dead('etcd-3'));
    const state = statusOf(aCluster('lab').dead('etcd-3').snapshot());
    const finding = { code: 'member_gone', params: { who: list([verbatim('etcd-3')]) } } as const;
    expect((await offersOf([finding], state, 5_000, world)).map(({ line }) => line)).toEqual([
      'member replace etcd-3 etcd-3 http://10.0.0.3:2380',
      'member remove etcd-3',
      'quorum',
    ]);
  });

  it('is what can be known in time', async () => {
    const never = new Promise<never>(() => undefined);
    const { ask } = offersFor(fragmented(), () => never);
    expect(await ask(20)).toEqual([]);
  });

  it('is never more than three, and nothing where all is well', async () => {
    const { ask } = offersFor(aCluster('lab').withMembers(4).dead('etcd-4').alarm('etcd-1', 'CORRUPT'));
    expect((await ask()).length).toBeLessThanOrEqual(3);
    expect(await offersFor(aCluster('lab')).ask()).toEqual([]);
  });
});
