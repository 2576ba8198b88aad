import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { MemberId } from '../../src/core/cluster.ts';
import type { EtcdOperator } from '../../src/core/ports.ts';
import { openEtcdOperator } from '../../src/etcd/operator.ts';
import type { EtcdCluster } from '../../src/local/etcd-cluster.ts';
import { type Lab, quiet, settingsOf, startLab, versions } from './a-lab.ts';

const done = { outcome: 'done' };
const refusedBy = (code: string) => ({ outcome: 'refused', fault: { code } });

async function look(operator: EtcdOperator) {
  const snapshot = await operator.survey({ parts: ['status', 'members', 'alarms'] });
  if (!snapshot.members.ok) throw new Error('no member list');
  const { members } = snapshot.members.value;
  const statuses = snapshot.endpoints.flatMap(({ status }) => (status.ok ? [status.value] : []));
  const idOf = (name: string): MemberId => {
    const found = members.find(member => member.name === name);
    if (!found) throw new Error(`no member ${name}`);
    return found.id;
  };
  return { snapshot, members, statuses, idOf, leader: statuses.find(({ leader }) => leader)?.leader ?? null };
}

async function leaderAndOther(operator: EtcdOperator) {
  const { leader, members } = await look(operator);
  const other = members.find(({ id, learner }) => id !== leader && !learner);
  if (leader === null || other === undefined) throw new Error('no leader, or nobody else');
  return { leader, other: other.id };
}

/** Its first five seconds a member knows itself connected to nobody, and refuses changes. */
const accepted = (change: () => Promise<unknown>) =>
  vi.waitFor(async () => expect(await change()).toEqual(done), { timeout: 15_000, interval: 300 });

describe.each(versions)('the operator of etcd %s', version => {
  let lab: Lab;
  let cluster: EtcdCluster;
  let operator: EtcdOperator;

  beforeAll(async () => {
    lab = await startLab(version);
    cluster = lab.cluster;
    operator = openEtcdOperator(settingsOf([...cluster.endpoints]), quiet);
  });
  afterAll(async () => {
    await operator?.close();
    await lab?.end();
  });

  it('hands leadership on by way of the leader, wherever that is', async () => {
    for (const _ of [1, 2, 3]) {
      const { other } = await leaderAndOther(operator);
      expect(await operator.moveLeader(other)).toEqual(done);
      await vi.waitFor(async () => expect((await look(operator)).leader).toBe(other), 5_000);
    }
  });

  it('adds a learner, tells how far it is, promotes it, finds it without settings, and removes it', async () => {
    const newcomer = await cluster.prepareMember('etcd-4');
    await accepted(() => operator.addLearner(newcomer.peerUrl));
    const { members } = await look(operator);
    const added = members.find(({ peerUrls }) => peerUrls.includes(newcomer.peerUrl));
    if (!added) throw new Error('nobody was added');
    expect(added).toMatchObject({ learner: true, name: '' });
    expect(await operator.addLearner(newcomer.peerUrl)).toMatchObject(refusedBy('peer_url_taken'));
    expect(await operator.promote(added.id)).toMatchObject(refusedBy('not_in_sync'));
    expect((await operator.progress()).get(added.id)).toBe(0);

    await newcomer.join();
    await vi.waitFor(async () => expect((await operator.progress()).get(added.id)).toBeGreaterThan(0.9), 10_000);
    await accepted(() => operator.promote(added.id));
    expect(await operator.promote(added.id)).toMatchObject(refusedBy('not_a_learner'));

    await vi.waitFor(async () => {
      const { snapshot } = await look(operator);
      expect(snapshot.endpoints.map(({ endpoint }) => endpoint)).toContain(newcomer.clientUrl);
    }, 5_000);
    expect(await operator.defragment(added.id)).toEqual(done);
    expect(await operator.moveLeader(added.id)).toEqual(done);
    await vi.waitFor(async () => expect((await look(operator)).leader).toBe(added.id), 5_000);
    const { other } = await leaderAndOther(operator);
    expect(await operator.moveLeader(other)).toEqual(done);

    expect(await operator.updateMember(added.id, 'http://127.0.0.1:1')).toEqual(done);
    await accepted(() => operator.removeMember(added.id));
    expect(await operator.removeMember(added.id)).toMatchObject(refusedBy('no_such_member'));
    expect((await look(operator)).members).toHaveLength(3);
  });

  it('compacts once, and then hears that it is done', async () => {
    for (let n = 0; n < 5; n += 1) await cluster.api.put('/key', String(n));
    const { statuses } = await look(operator);
    const revision = Math.max(...statuses.map(status => status.revision));
    expect(await operator.compact(revision, true)).toEqual(done);
    expect(await operator.compact(revision, true)).toMatchObject(refusedBy('compacted'));
    expect(await operator.compact(revision + 1_000, false)).toMatchObject(refusedBy('future_revision'));
  });

  it('defragments one member, and sees that it is through', async () => {
    const { other } = await leaderAndOther(operator);
    const before = await operator.defragmentation(other);
    expect(await operator.defragment(other)).toEqual(done);
    const after = await operator.defragmentation(other);
    expect(after).toMatchObject({ running: false, done: (before?.done ?? 0) + 1, since: before?.since });
    expect(Date.now() - (after?.since ?? 0)).toBeLessThan(600_000);
  });

  it('proves that writes work, and leaves nothing behind', async () => {
    expect(await operator.proveWrite()).toEqual(done);
    const { keys } = await operator.survey({
      parts: [],
      keys: { key: 'etcd-chatops/', prefix: true, limit: 10, values: false },
    });
    expect(keys).toMatchObject({ ok: true, value: { total: 0 } });
  });

  it('disarms an alarm, and another one not', async () => {
    const { leader, other } = await leaderAndOther(operator);
    const raise = (member: MemberId) =>
      cluster.api.call('maintenance/alarm', {
        action: 'ACTIVATE',
        memberID: BigInt(`0x${member}`).toString(),
        alarm: 'CORRUPT',
      });
    await raise(leader);
    await raise(other);
    expect(await operator.proveWrite()).toMatchObject(refusedBy('corrupt'));
    expect(await operator.disarm(leader, 'CORRUPT')).toEqual(done);
    const { snapshot } = await look(operator);
    expect(snapshot.alarms).toEqual({ ok: true, value: [{ member: other, kind: 'CORRUPT' }] });
    expect(await operator.disarm(other, 'CORRUPT')).toEqual(done);
  });

  it('knows a change that was never sent from one whose end nobody saw', async () => {
    const { leader, members } = await look(operator);
    const ledBy = cluster.members.find(({ name }) => name === members.find(({ id }) => id === leader)?.name);
    const others = cluster.members.filter(member => member !== ledBy && member.running);
    const victim = members.find(({ name }) => name === others[0]?.name);
    if (!victim) throw new Error('nobody to remove');
    for (const member of others) member.freeze();
    const outcome = await operator.removeMember(victim.id);
    expect(outcome).toMatchObject({ outcome: 'unknown' });
    for (const member of others) member.thaw();
    await vi.waitFor(async () => expect((await look(operator)).leader).not.toBeNull(), 15_000);

    for (const member of cluster.members) await member.kill();
    expect(await operator.addLearner('http://127.0.0.1:2')).toMatchObject(refusedBy('unreachable'));
    expect(await operator.progress()).toEqual(new Map());
    expect(await operator.defragmentation(victim.id)).toBeNull();
  });
});

describe('the operator of a cluster with TLS and a login', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab('3.5.16', { members: 1, auth: { rootPassword: 'secret' } });
  });
  afterAll(async () => lab?.end());

  it('changes as root, and is refused without a login', async () => {
    const asRoot = openEtcdOperator(
      settingsOf(lab.cluster.endpoints, { auth: { username: 'root', password: 'secret' } }),
      quiet,
    );
    const asNobody = openEtcdOperator(settingsOf(lab.cluster.endpoints), quiet);
    expect(await asRoot.proveWrite()).toEqual(done);
    const [id] = (await look(asRoot)).members.map(member => member.id);
    if (!id) throw new Error('no member');
    expect(await asRoot.defragment(id)).toEqual(done);
    expect(await asNobody.proveWrite()).toMatchObject(refusedBy('auth_required'));
    await asRoot.close();
    await asNobody.close();
  });

  it('refuses everything when its TLS files cannot be used', async () => {
    const tls = { ca: null, cert: 'no certificate', key: 'no key' };
    const broken = openEtcdOperator(settingsOf(['https://127.0.0.1:1'], { tls }), quiet);
    expect(await broken.proveWrite()).toMatchObject({ outcome: 'refused' });
    await broken.close();
  });
});
