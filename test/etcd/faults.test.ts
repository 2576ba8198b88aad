import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { EndpointReport, FaultCode, Snapshot } from '../../src/core/cluster.ts';
import type { EtcdReader } from '../../src/core/ports.ts';
import { openEtcdReader } from '../../src/etcd/survey.ts';
import { everything, type Lab, program, quiet, settingsOf, startLab, versions } from './a-lab.ts';

const DEADLINE = 1_000;
/** What a survey may take beyond its deadline: timers and a busy machine. */
const GRACE = 300;

describe.each(versions)('three members of etcd %s', version => {
  let lab: Lab;
  let reader: EtcdReader;

  beforeAll(async () => {
    lab = await startLab(version);
    await lab.cluster.api.put('/service/pg-meta/leader', 'pg-meta-1');
    await lab.cluster.api.put('/service/pg-meta/members/pg-meta-1', '{}');
    reader = openEtcdReader(settingsOf(lab.cluster.endpoints, { deadlineMs: DEADLINE }), quiet);
    await reader.survey(everything);
  });
  afterEach(async () => {
    for (const member of lab.cluster.members) member.thaw();
    await Promise.all(lab.cluster.members.filter(member => !member.running).map(member => member.restart()));
    await vi.waitFor(async () => {
      const seen = await reader.survey({ parts: ['probes'] });
      expect(seen.endpoints.map(({ linearizable }) => linearizable.ok)).toEqual([true, true, true]);
    }, 15_000);
  });
  afterAll(async () => {
    await reader?.close();
    await lab?.end();
  });

  it('lose a dead one: it is refused, the others tell everything, nothing waits', async () => {
    await at(lab, followerIn(await reader.survey(everything))).kill();
    await vi.waitFor(async () => {
      const seen = await reader.survey(everything);
      expect(codesOf(seen, 'status').sort()).toEqual(['ok', 'ok', 'refused']);
      expect(codesOf(seen, 'metrics').sort()).toEqual(['ok', 'ok', 'refused']);
      expect(codesOf(seen, 'hash').sort()).toEqual(['ok', 'ok', 'refused']);
      expect(seen).toMatchObject({
        members: { ok: true, value: { linearizable: true } },
        alarms: { ok: true },
        patroni: { ok: true },
      });
      expect(seen.tookMs).toBeLessThan(DEADLINE);
    }, 10_000);
  });

  it('wait for a frozen one until the deadline and no longer', async () => {
    at(lab, followerIn(await reader.survey(everything))).freeze();
    const seen = await reader.survey(everything);
    expect(codesOf(seen, 'status').sort()).toEqual(['deadline', 'ok', 'ok']);
    expect(codesOf(seen, 'metrics').sort()).toEqual(['deadline', 'ok', 'ok']);
    expect(codesOf(seen, 'hash').sort()).toEqual(['deadline', 'ok', 'ok']);
    expect(seen).toMatchObject({
      members: { ok: true, value: { linearizable: true } },
      alarms: { ok: true },
      patroni: { ok: true },
      keys: { ok: true },
    });
    expect(seen.tookMs).toBeLessThan(DEADLINE + GRACE);
  });

  it('wait for a frozen one that was never connected until the deadline and no longer', async () => {
    at(lab, followerIn(await reader.survey(everything))).freeze();
    const fresh = openEtcdReader(settingsOf(lab.cluster.endpoints, { deadlineMs: DEADLINE }), quiet);
    const seen = await fresh.survey(everything).finally(() => fresh.close());
    expect(codesOf(seen, 'status').sort()).toEqual(['deadline', 'ok', 'ok']);
    expect(seen.members).toMatchObject({ ok: true, value: { linearizable: true } });
    expect(seen.tookMs).toBeLessThan(DEADLINE + GRACE);
  });

  it('without quorum show what the last one still knows', async () => {
    const [survivor, ...others] = lab.cluster.members;
    await Promise.all(others.map(member => member.kill()));
    await vi.waitFor(async () => {
      const seen = await reader.survey(everything);
      expect(seen.tookMs).toBeLessThan(DEADLINE + GRACE);
      const report = seen.endpoints.find(({ endpoint }) => endpoint === survivor?.clientUrl);
      expect(report).toMatchObject({
        status: { ok: true, value: { leader: null, errors: [expect.stringContaining('no leader')] } },
        linearizable: { ok: false, fault: { code: 'no_leader' } },
        serializable: { ok: true },
        hash: { ok: true },
      });
      expect(seen.members).toMatchObject({ ok: true, value: { linearizable: false } });
      expect(seen.alarms).toMatchObject({ ok: false, fault: { code: 'no_leader' } });
      expect(seen.patroni).toMatchObject({ ok: true, value: [{ name: 'pg-meta', leader: 'pg-meta-1' }] });
      expect(seen.tookMs).toBeLessThan(DEADLINE);
    }, 15_000);
  });
});

describe('a cluster without quorum, and with authentication', () => {
  it.concurrent.each(versions)(
    'of etcd %s is read with the token of before, or without one as far as etcd lets it',
    async version => {
      const lab = await startLab(version, { auth: { rootPassword: 'secret' } });
      const auth = { username: 'root', password: 'secret' };
      const settings = settingsOf(lab.cluster.endpoints, { deadlineMs: DEADLINE, auth });
      const known = openEtcdReader(settings, quiet);
      const late = openEtcdReader(settings, quiet);
      try {
        await known.survey(everything);
        const [, ...others] = lab.cluster.members;
        await Promise.all(others.map(member => member.kill()));
        await vi.waitFor(async () => {
          const seen = await known.survey(everything);
          const status = { ok: true, value: { leader: null } };
          expect(seen.endpoints[0]).toMatchObject({ status, serializable: { ok: true }, hash: { ok: true } });
          expect(seen.members).toMatchObject({ ok: true, value: { linearizable: false } });
        }, 15_000);
        const seen = await late.survey(everything);
        const denied = { ok: false, fault: { code: 'no_leader' } };
        const open = (await program(version)).etcd.version.localeCompare('3.5.16', 'en', { numeric: true }) <= 0;
        expect(seen.endpoints[0]).toMatchObject({
          status: open ? { ok: true } : denied,
          serializable: denied,
          metrics: { ok: true },
        });
        expect(seen.members).toMatchObject(open ? { ok: true, value: { linearizable: false } } : denied);
        expect(seen.tookMs).toBeLessThan(DEADLINE + GRACE);
      } finally {
        await Promise.all([known.close(), late.close()]);
        await lab.end();
      }
    },
  );
});

describe('a cluster of two versions', () => {
  it('tells each member’s own', async () => {
    const [{ etcd: older }, { etcd: newer }] = await Promise.all([program('3.4.23'), program('3.5.16')]);
    const lab = await startLab('3.5.16', { binaryOf: name => (name === 'etcd-2' ? older : newer) });
    const reader = openEtcdReader(settingsOf(lab.cluster.endpoints), quiet);
    try {
      const seen = await reader.survey(everything);
      expect(seen.endpoints.map(({ status }) => status.ok && status.value.version)).toEqual([
        '3.5.16',
        '3.4.23',
        '3.5.16',
      ]);
      expect(codesOf(seen, 'linearizable')).toEqual(['ok', 'ok', 'ok']);
    } finally {
      await reader.close();
      await lab.end();
    }
  });
});

describe('a learner', () => {
  it.concurrent.each(versions)('of etcd %s is asked only what learners answer', async version => {
    const lab = await startLab(version, { members: 1 });
    await lab.cluster.addMember('learner-1');
    const reader = openEtcdReader(settingsOf(lab.cluster.endpoints), quiet);
    try {
      await vi.waitFor(async () => {
        const seen = await reader.survey(everything);
        expect(seen.endpoints[1]).toMatchObject({
          status: { ok: true, value: { learner: true } },
          linearizable: { ok: false, fault: { code: 'learner' } },
          serializable: { ok: true },
          metrics: { ok: true },
          hash: { ok: false, fault: { code: 'not_asked' } },
        });
        expect(seen.members).toMatchObject({
          ok: true,
          value: {
            linearizable: true,
            members: expect.arrayContaining([expect.objectContaining({ name: 'learner-1', learner: true })]),
          },
        });
        expect(codesOf(seen, 'hash')).toEqual(['ok', 'not_asked']);
        expect(seen).toMatchObject({ alarms: { ok: true }, patroni: { ok: true }, keys: { ok: true } });
      }, 10_000);
    } finally {
      await reader.close();
      await lab.end();
    }
  });
});

describe('a full database', () => {
  it.concurrent.each(versions)('of etcd %s raises NOSPACE, and everything can still be read', async version => {
    const lab = await startLab(version, { members: 1, quotaBytes: 2 * 1024 * 1024 });
    const reader = openEtcdReader(settingsOf(lab.cluster.endpoints), quiet);
    try {
      const fill = async () => {
        for (let n = 0; n < 100; n += 1) await lab.cluster.api.put(`/fill/${n}`, 'x'.repeat(256 * 1024));
      };
      await expect(fill()).rejects.toThrow('database space exceeded');
      await vi.waitFor(async () => {
        const seen = await reader.survey(everything);
        expect(seen.endpoints[0]).toMatchObject({
          status: { ok: true },
          linearizable: { ok: true },
          hash: { ok: true },
        });
        const [report] = seen.endpoints;
        if (!report?.status.ok) throw new Error('no status');
        expect(seen.alarms).toEqual({ ok: true, value: [{ member: report.status.value.memberId, kind: 'NOSPACE' }] });
        expect(report.status.value.errors).toEqual([expect.stringContaining('alarm:NOSPACE')]);
        expect(report.metrics).toMatchObject({ value: { quota: 2 * 1024 * 1024 } });
        expect(seen.keys).toMatchObject({
          ok: true,
          value: { entries: expect.arrayContaining([expect.objectContaining({ valueBytes: 256 * 1024 })]) },
        });
      }, 10_000);
    } finally {
      await reader.close();
      await lab.end();
    }
  });
});

function codesOf(seen: Snapshot, part: 'status' | 'metrics' | 'hash' | 'linearizable'): (FaultCode | 'ok')[] {
  return seen.endpoints.map(endpoint => {
    const told = endpoint[part];
    return told.ok ? 'ok' : told.fault.code;
  });
}

function followerIn(seen: Snapshot): EndpointReport {
  const follower = seen.endpoints.find(({ status }) => status.ok && status.value.leader !== status.value.memberId);
  if (follower === undefined) throw new Error('no follower answers');
  return follower;
}

function at(lab: Lab, { endpoint }: EndpointReport) {
  const member = lab.cluster.members.find(({ clientUrl }) => clientUrl === endpoint);
  if (member === undefined) throw new Error(`nobody at ${endpoint}`);
  return member;
}
