import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { memberId } from '../../src/core/cluster.ts';
import { type Connection, connect } from '../../src/etcd/connection.ts';
import { toFault } from '../../src/etcd/errors.ts';
import { type Lab, settingsOf, startLab, versions, within } from './a-lab.ts';

describe.each(versions)('the calls of etcd %s', version => {
  let lab: Lab;
  let connection: Connection;

  beforeAll(async () => {
    lab = await startLab(version);
    connection = connect(settingsOf(lab.cluster.endpoints), Date.now);
  });
  afterAll(async () => {
    connection?.close();
    await lab?.end();
  });

  const callsOf = (index: number) => {
    const endpoint = connection.endpoints[index];
    if (endpoint === undefined) throw new Error(`no endpoint ${index}`);
    return endpoint.calls;
  };
  const leaderIndex = async (): Promise<number> => {
    const statuses = await Promise.all(connection.endpoints.map(({ calls }) => calls.status(within(2_000))));
    return statuses.findIndex(status => status.memberId === status.leader);
  };

  it('move the leadership, which only the leader does', async () => {
    const from = await leaderIndex();
    const to = (from + 1) % 3;
    const target = (await callsOf(to).status(within(2_000))).memberId;
    await expect(callsOf(to).moveLeader(target, within(2_000))).rejects.toThrow('not leader');
    await callsOf(from).moveLeader(target, within(2_000));
    await vi.waitFor(async () => expect(await leaderIndex()).toBe(to), 5_000);
  });

  it('add a learner, promote it, change its address and remove it', async () => {
    const calls = callsOf(0);
    const newcomer = await lab.cluster.prepareMember('etcd-4');
    const added = await vi.waitFor(
      () => calls.memberAdd({ peerUrls: [newcomer.peerUrl], learner: true }, within(2_000)),
      { timeout: 12_000, interval: 300 },
    );
    expect(added).toMatchObject({ name: '', learner: true, peerUrls: [newcomer.peerUrl] });
    await expect(calls.memberPromote(added.id, within(2_000))).rejects.toThrow('in sync with leader');
    await newcomer.join();
    const promoted = await vi.waitFor(() => calls.memberPromote(added.id, within(2_000)), {
      timeout: 10_000,
      interval: 200,
    });
    expect(promoted.find(member => member.id === added.id)).toMatchObject({ learner: false });
    const moved = await calls.memberUpdate(added.id, [newcomer.peerUrl, 'http://127.0.0.1:1'], within(2_000));
    expect(moved.find(member => member.id === added.id)?.peerUrls).toHaveLength(2);
    const left = await calls.memberRemove(added.id, within(2_000));
    expect(left.map(member => member.name).sort()).toEqual(['etcd-1', 'etcd-2', 'etcd-3']);
    await expect(calls.memberRemove(memberId('1'), within(2_000))).rejects.toThrow('member not found');
  });

  it('hash at a revision, and say that one is in the future', async () => {
    const { revision } = await callsOf(0).status(within(2_000));
    const hashes = await Promise.all([0, 1, 2].map(index => callsOf(index).hashKv(revision, within(2_000))));
    expect(new Set(hashes.map(({ hash }) => hash)).size).toBe(1);
    const future = await callsOf(0)
      .hashKv(revision + 1_000, within(2_000))
      .catch(toFault);
    expect(future).toMatchObject({ code: 'future_revision' });
  });

  it('say that a revision was compacted', async () => {
    for (let n = 0; n < 5; n += 1) await lab.cluster.api.put('/compact', String(n));
    const { revision } = await callsOf(0).status(within(2_000));
    await lab.cluster.api.call('kv/compaction', { revision: String(revision), physical: true });
    const gone = await callsOf(0)
      .hashKv(revision - 2, within(2_000))
      .catch(toFault);
    expect(gone).toMatchObject({ code: 'compacted' });
  });

  it('defragment, and disarm an alarm that is not raised', async () => {
    await callsOf(1).defragment(within(5_000));
    const { memberId: member } = await callsOf(1).status(within(2_000));
    await callsOf(1).disarm({ member, kind: 'NOSPACE' }, within(2_000));
    expect(await callsOf(1).alarms(within(2_000))).toEqual([]);
    await expect(callsOf(1).disarm({ member, kind: 'UNKNOWN' }, within(2_000))).rejects.toThrow(RangeError);
  });

  it('raise and disarm an alarm of one member', async () => {
    const { memberId: member } = await callsOf(1).status(within(2_000));
    await lab.cluster.api.call('maintenance/alarm', {
      action: 'ACTIVATE',
      memberID: BigInt(`0x${member}`).toString(),
      alarm: 'CORRUPT',
    });
    expect(await callsOf(0).alarms(within(2_000))).toEqual([{ member, kind: 'CORRUPT' }]);
    const refused = await lab.cluster.api.put('/while-corrupt', 'x').catch(toFault);
    expect(refused).toMatchObject({ code: 'corrupt' });
    await callsOf(0).disarm({ member, kind: 'CORRUPT' }, within(2_000));
    expect(await callsOf(0).alarms(within(2_000))).toEqual([]);
  });

  it('stream a snapshot whose last 32 bytes are its SHA-256', async () => {
    const pieces: Uint8Array[] = [];
    for await (const { blob } of callsOf(2).snapshot(within(5_000))) pieces.push(blob);
    const whole = Buffer.concat(pieces);
    expect(whole.length % 512).toBe(32);
    expect(createHash('sha256').update(whole.subarray(0, -32)).digest()).toEqual(whole.subarray(-32));
  });

  it('ask about downgrades and authentication from 3.5 on', async () => {
    const downgrade = await callsOf(0).downgrade('VALIDATE', '3.4', within(2_000)).catch(toFault);
    const auth = await callsOf(0).authStatus(within(2_000)).catch(toFault);
    if (version === '3.4.23') {
      expect(downgrade).toMatchObject({ code: 'unimplemented' });
      expect(auth).toMatchObject({ code: 'unimplemented' });
    } else {
      expect(downgrade).toMatch(/^3\.5\./);
      expect(auth).toMatchObject({ enabled: false });
    }
  });

  it('end at once when they are aborted', async () => {
    const [follower] = lab.cluster.members;
    follower?.freeze();
    try {
      const aborted = new AbortController();
      const call = callsOf(0)
        .status({ ...within(5_000), signal: aborted.signal })
        .catch(toFault);
      aborted.abort();
      expect(await call).toMatchObject({ code: 'cancelled' });
    } finally {
      follower?.thaw();
    }
  });
});
