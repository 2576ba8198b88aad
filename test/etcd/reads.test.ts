import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EndpointReport, Snapshot } from '../../src/core/cluster.ts';
import type { EtcdReader } from '../../src/core/ports.ts';
import { openEtcdReader } from '../../src/etcd/survey.ts';
import { everything, type Lab, program, quiet, settingsOf, startLab, tlsOf, versions } from './a-lab.ts';

const password = 'a-root-password';
const QUOTA = 64 * 1024 * 1024;

describe.each(versions)('etcd %s', version => {
  const labs: Lab[] = [];
  const readers: EtcdReader[] = [];
  let plain: Lab;
  let guarded: Lab;

  beforeAll(async () => {
    const auth = {
      rootPassword: password,
      users: [
        { name: 'reader', password: 'r', prefixes: ['/service/'] },
        { name: 'nobody', password: 'n' },
      ],
    };
    plain = await startLab(version, { quotaBytes: QUOTA });
    labs.push(plain);
    guarded = await startLab(version, { quotaBytes: QUOTA, tls: { clientCertificates: true }, auth });
    labs.push(guarded);
    await Promise.all(labs.map(fill));
  });
  afterAll(async () => {
    await Promise.all(readers.map(reader => reader.close()));
    await Promise.all(labs.map(lab => lab.end()));
  });

  const survey = async (access: keyof typeof accesses, asked = everything): Promise<Snapshot> => {
    const reader = openEtcdReader(accesses[access](), quiet);
    readers.push(reader);
    return reader.survey(asked);
  };
  const login = (username: string, secret: string) => ({
    tls: guarded.cluster.certificates ? tlsOf(guarded.cluster.certificates) : null,
    auth: { username, password: secret },
  });
  const accesses = {
    plain: () => settingsOf(plain.cluster.endpoints),
    'plain with a login nobody needs': () =>
      settingsOf(plain.cluster.endpoints, { auth: { username: 'root', password } }),
    'TLS as root': () => settingsOf(guarded.cluster.endpoints, login('root', password)),
    'TLS as a reader': () => settingsOf(guarded.cluster.endpoints, login('reader', 'r')),
    'TLS as nobody': () => settingsOf(guarded.cluster.endpoints, login('nobody', 'n')),
    'TLS with a wrong password': () => settingsOf(guarded.cluster.endpoints, login('root', 'a-wrong-password')),
  };

  describe.each(['plain', 'plain with a login nobody needs', 'TLS as root'] as const)('%s', access => {
    let seen: Snapshot;
    beforeAll(async () => {
      seen = await survey(access);
    });

    it('tells the status of every endpoint', async () => {
      const { etcd } = await program(version);
      const statuses = seen.endpoints.map(valueOfStatus);
      expect(statuses.map(status => status.version)).toEqual([etcd.version, etcd.version, etcd.version]);
      expect(new Set(statuses.map(status => status.leader)).size).toBe(1);
      expect(new Set(statuses.map(status => status.clusterId)).size).toBe(1);
      for (const status of statuses) {
        expect(status.leader).toMatch(/^[1-9a-f][0-9a-f]{0,15}$/);
        expect(status.dbSize).toBeGreaterThanOrEqual(status.dbSizeInUse ?? Number.POSITIVE_INFINITY);
        expect(status.raftIndex - status.raftAppliedIndex).toBeLessThan(10);
        expect(status).toMatchObject({ learner: false, quota: null, storageVersion: null, errors: [] });
      }
    });

    it('takes the quota from the metrics page', () => {
      for (const { metrics } of seen.endpoints) expect(metrics).toMatchObject({ ok: true, value: { quota: QUOTA } });
    });

    it('reads linearizable and serializable everywhere', () => {
      for (const { linearizable, serializable } of seen.endpoints) {
        expect(linearizable).toEqual({ ok: true, value: expect.any(Number) });
        expect(serializable).toEqual({ ok: true, value: expect.any(Number) });
      }
    });

    it('lists the members as the quorum knows them', () => {
      expect(seen.members).toMatchObject({ ok: true, value: { linearizable: true } });
      if (!seen.members.ok) return;
      expect(seen.members.value.members.map(member => member.name).sort()).toEqual(['etcd-1', 'etcd-2', 'etcd-3']);
      const ids = seen.endpoints.map(endpoint => valueOfStatus(endpoint).memberId).sort();
      expect(seen.members.value.members.map(member => member.id).sort()).toEqual(ids);
    });

    it('finds no alarm', () => expect(seen.alarms).toEqual({ ok: true, value: [] }));

    it('hashes all members at one revision, and they agree', () => {
      const hashes = seen.endpoints.map(({ hash }) => (hash.ok ? hash.value : hash.fault));
      expect(hashes[0]).toMatchObject({ hash: expect.stringMatching(/^[0-9a-f]{8}$/), revision: expect.any(Number) });
      expect(hashes).toEqual([hashes[0], hashes[0], hashes[0]]);
    });

    it('finds the PostgreSQL clusters', () => {
      expect(seen.patroni).toEqual({
        ok: true,
        value: [
          { name: 'pg-meta', leader: 'pg-meta-1', members: ['pg-meta-1', 'pg-meta-2'] },
          { name: 'shop/0', leader: null, members: ['shop-0-1'] },
          { name: 'shop/1', leader: 'shop-1-1', members: ['shop-1-1'] },
        ],
      });
    });

    it('tells names and sizes of keys, and no value', () => {
      expect(seen.keys).toMatchObject({ ok: true, value: { total: 9 } });
      if (!seen.keys.ok) return;
      const [first] = seen.keys.value.entries;
      expect(first).toMatchObject({ key: '/other/key', valueBytes: 5, version: 1, lease: null, value: null });
    });
  });

  it('tells a reader what its role allows', async () => {
    const seen = await survey('TLS as a reader');
    expect(seen.patroni).toMatchObject({
      ok: true,
      value: [{ name: 'pg-meta' }, { name: 'shop/0' }, { name: 'shop/1' }],
    });
    expect(seen.keys).toMatchObject({ ok: false, fault: { code: 'permission_denied' } });
  });

  it.each(['TLS as nobody', 'TLS as a reader'] as const)('gives the best picture, %s', async access => {
    const seen = await survey(access);
    // Between 3.5.16 and 3.5.30 Status became root's alone.
    const mayAskStatus = ['3.4.23', '3.5.16'].includes((await program(version)).etcd.version);
    for (const { status, linearizable, serializable, metrics, hash } of seen.endpoints) {
      expect(status.ok ? 'ok' : status.fault.code).toBe(mayAskStatus ? 'ok' : 'permission_denied');
      expect([linearizable.ok, serializable.ok]).toEqual([true, true]);
      expect(metrics).toMatchObject({ ok: true, value: { quota: QUOTA } });
      expect(hash).toMatchObject({ ok: false, fault: { code: 'permission_denied' } });
    }
    expect(seen.members).toMatchObject({ ok: true, value: { linearizable: true } });
    expect(seen.alarms).toMatchObject({ ok: true });
  });

  it('says that the password is wrong, without the password, and shows what needs none', async () => {
    const seen = await survey('TLS with a wrong password');
    for (const { linearizable, metrics, hash } of seen.endpoints) {
      expect(linearizable).toMatchObject({ ok: false, fault: { code: 'auth_failed' } });
      expect(hash).toMatchObject({ ok: false, fault: { code: 'auth_failed' } });
      expect(metrics.ok).toBe(true);
    }
    expect(seen.members).toMatchObject({ ok: true });
    expect(JSON.stringify(seen)).not.toContain('a-wrong-password');
  });

  it('shows values when they are asked for, and a single key with its lease', async () => {
    const key = '/service/pg-meta/leader';
    const page = await survey('plain', { parts: [], keys: { key, prefix: false, limit: 10, values: true } });
    expect(page.keys).toMatchObject({ ok: true, value: { total: 1, entries: [{ key, value: 'pg-meta-1' }] } });
    expect(page.keys.ok && page.keys.value.entries[0]?.lease).toMatch(/^[0-9a-f]{1,16}$/);
    expect(page.members).toMatchObject({ ok: false, fault: { code: 'not_asked' } });
    expect(page.endpoints[0]?.status).toMatchObject({ ok: false, fault: { code: 'not_asked' } });
  });
});

async function fill({ cluster: { api } }: Lab): Promise<void> {
  const lease = await api.grantLease(600);
  await api.put('/service/pg-meta/leader', 'pg-meta-1', lease);
  await api.put('/service/pg-meta/members/pg-meta-1', '{}');
  await api.put('/service/pg-meta/members/pg-meta-2', '{}');
  await api.put('/service/pg-meta/config', '{}');
  await api.put('/service/shop/0/members/shop-0-1', '{}');
  await api.put('/service/shop/1/members/shop-1-1', '{}');
  await api.put('/service/shop/1/leader', 'shop-1-1');
  await api.put('/service/unrelated/thing', 'x');
  await api.put('/other/key', 'value');
}

function valueOfStatus({ status }: EndpointReport) {
  if (!status.ok) throw new Error(`no status: ${status.fault.detail}`);
  return status.value;
}
