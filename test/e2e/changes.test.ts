import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { aLab, askFor, BOB, CAROL, type Lab, succeeds } from './a-change.ts';
import { ALICE, aWorld, oneCluster, payloadOf, textOf, type World } from './a-product.ts';

let channels = 0;

/** Asked for by alice, approved by those named, done. Guards that a starting cluster does not pass yet are asked again. */
const change = (world: World, line: string, ...approvers: readonly string[]) =>
  changeDuring(world, line, approvers, async () => undefined);

async function changeDuring(
  world: World,
  line: string,
  approvers: readonly string[],
  meanwhile: () => Promise<unknown>,
): Promise<void> {
  const asked = await vi.waitFor(
    async () => {
      const tried = await askFor(world, `C0E2E${channels++}`, line);
      expect(payloadOf(tried.card()), textOf(tried.card())).toMatchObject({ state: 'awaiting_approval' });
      return tried;
    },
    { timeout: 20_000, interval: 1_000 },
  );
  await asked.approve(...approvers);
  await meanwhile();
  await succeeds(world, asked);
}

const approve = [BOB];
const approveTyped = [BOB, CAROL];

async function started(lab: Lab): Promise<World> {
  channels = 0;
  const world = await aWorld(() => oneCluster(lab.cluster.endpoints));
  await Promise.all([world.startBot(), world.startWorker()]);
  return world;
}

describe.each(['3.4.23', '3.5.30'] as const)('three voters of etcd %s', version => {
  let lab: Lab;
  let world: World;
  beforeAll(async () => {
    lab = await aLab(version, 3);
    world = await started(lab);
    for (let n = 0; n < 200; n += 1) await lab.cluster.api.put(`/key-${n % 3}`, 'x'.repeat(20_000));
  });
  afterAll(async () => {
    await world?.close();
    await lab?.remove();
  });

  it('hand leadership over', async () => {
    const before = await lab.leader();
    await change(world, 'move-leader', ...approve);
    expect(await lab.leader()).not.toBe(before);
  }, 40_000);

  it('forget old versions of keys, and give the space back, one member first and then all', async () => {
    await change(world, 'compact --keep 5 --physical', ...approve);
    await expect(lab.ctl('get', '/key-1', '--rev=10')).rejects.toThrow('compacted');
    const sizes = async () =>
      (await lab.ctl('endpoint', 'status', '-w', 'json')).match(/"dbSize":\d+/g)?.map(size => Number(size.slice(9))) ??
      [];
    const before = Math.max(...(await sizes()));
    const follower = (await lab.leader()) === 'etcd-1' ? 'etcd-2' : 'etcd-1';
    await change(world, `defrag ${follower} --all`, ...approve);
    expect(Math.min(...(await sizes()))).toBeLessThan(before / 2);
    await change(world, 'defrag --all', ...approve);
    expect(Math.max(...(await sizes()))).toBeLessThan(before / 2);
  }, 60_000);

  it('become four when the process of the new one is started, and it votes in the end', async () => {
    const added = await lab.cluster.prepareMember('etcd-4');
    await changeDuring(world, `member add etcd-4 ${added.peerUrl}`, approve, async () => {
      await vi.waitFor(async () => expect(await lab.learners()).toEqual([added.peerUrl]), 15_000);
      await added.join();
    });
    expect(await lab.voters()).toEqual(['etcd-1', 'etcd-2', 'etcd-3', 'etcd-4']);
    expect(await lab.learners()).toEqual([]);
  }, 60_000);

  it('learn the new address of one', async () => {
    const url = lab.cluster.members[3]?.peerUrl.replace('127.0.0.1', 'localhost') ?? '';
    await change(world, `member update etcd-4 ${url}`, ...approveTyped);
    expect(await lab.ctl('member', 'list')).toContain(url);
  }, 60_000);

  it('let their leader go, and are led by another', async () => {
    const leader = await lab.leader();
    await change(world, `member remove ${leader}`, ...approve);
    await vi.waitFor(
      () => expect(lab.cluster.members.find(({ name }) => name === leader)?.running).toBe(false),
      10_000,
    );
    expect(await lab.voters()).not.toContain(leader);
    expect(await lab.leader()).not.toBe(leader);
  }, 60_000);

  it('have a dead one replaced, by two approvals and the name typed', async () => {
    const leader = await lab.leader();
    const dead = lab.cluster.members.find(({ name, running }) => running && name !== leader);
    await dead?.kill();
    const added = await lab.cluster.prepareMember('etcd-5');
    await changeDuring(world, `member replace ${dead?.name} etcd-5 ${added.peerUrl}`, approveTyped, async () => {
      await vi.waitFor(async () => expect(await lab.learners()).toEqual([added.peerUrl]), 15_000);
      await added.join();
    });
    const voters = await lab.voters();
    expect(voters).toHaveLength(3);
    expect(voters).toContain('etcd-5');
    expect(voters).not.toContain(dead?.name);
  }, 80_000);

  it('leave an audit log that is intact', async () => {
    const answer = await world.ask(`C0E2E${channels++}`, '/etcd audit --verify');
    expect(textOf(answer)).toContain('The audit log is intact');
  });
});

describe('five voters', () => {
  let lab: Lab;
  let world: World;
  beforeAll(async () => {
    lab = await aLab('3.5.16', 5);
    world = await started(lab);
  });
  afterAll(async () => {
    await world?.close();
    await lab?.remove();
  });

  it('become six by a learner that is promoted, and five without their leader', async () => {
    const learner = await lab.cluster.addMember('etcd-6');
    expect(await lab.learners()).toEqual([learner.name]);
    await change(world, 'member promote etcd-6', ...approve);
    expect(await lab.voters()).toHaveLength(6);
    const leader = await lab.leader();
    await change(world, `member remove ${leader}`, ...approve);
    expect(await lab.voters()).toHaveLength(5);
    expect(await lab.voters()).not.toContain(leader);
  }, 80_000);
});

describe('one voter', () => {
  let lab: Lab;
  let world: World;
  beforeAll(async () => {
    lab = await aLab('3.4.23', 1, 8 * 1024 * 1024);
    world = await started(lab);
  });
  afterAll(async () => {
    await world?.close();
    await lab?.remove();
  });

  it('whose quota is full can be written again after the rescue', async () => {
    await expect(async () => {
      for (let n = 0; n < 200; n += 1) await lab.cluster.api.put('/big', 'x'.repeat(100_000));
    }).rejects.toThrow('space exceeded');
    await expect(lab.ctl('put', '/again', 'x')).rejects.toThrow('space exceeded');
    await change(world, 'rescue nospace', ...approveTyped);
    expect(await lab.ctl('alarm', 'list')).toBe('');
    expect(await lab.ctl('put', '/again', 'x')).toBe('OK');
  }, 60_000);

  it('is rid of an alarm whose cause is gone', async () => {
    await lab.cluster.api.call('maintenance/alarm', { action: 'ACTIVATE', alarm: 'NOSPACE' });
    expect(await lab.ctl('alarm', 'list')).toContain('NOSPACE');
    await change(world, 'alarm disarm', ...approveTyped);
    expect(await lab.ctl('alarm', 'list')).toBe('');
  }, 60_000);

  it('is not taken out', async () => {
    const answer = await world.ask(`C0E2E${channels++}`, '/etcd member remove etcd-1', { as: ALICE });
    expect(textOf(answer)).toContain('is the only voter');
    expect(await lab.voters()).toEqual(['etcd-1']);
  });
});
