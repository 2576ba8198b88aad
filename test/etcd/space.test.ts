import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/core/cluster.ts';
import { ownershipOf, type SpaceUse } from '../../src/core/ownership.ts';
import { openEtcdReader } from '../../src/etcd/survey.ts';
import { type Lab, quiet, settingsOf, startLab } from './a-lab.ts';

const PUTS_AT_ONCE = 50;
const LARGE = 256 * 1024;

describe('the key space of a cluster', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab('3.5.30');
    const { put } = lab.cluster.api;
    const many = Array.from(
      { length: 600 },
      (_, n) => [`/app/${String(n).padStart(4, '0')}`, 'x'.repeat(100)] as const,
    );
    for (let at = 0; at < many.length; at += PUTS_AT_ONCE) {
      await Promise.all(many.slice(at, at + PUTS_AT_ONCE).map(([key, value]) => put(key, value)));
    }
    for (let n = 0; n < 20; n += 1) await put(`/large/${n}`, 'y'.repeat(LARGE));
    await put('/service/pg-test/leader', 'pg-test-1');
    await put('/service/pg-test/config', '{"ttl":30}');
  });
  afterAll(async () => {
    await lab?.end();
  });

  const survey = async (under: string, withinMs: number): Promise<Snapshot> => {
    const reader = openEtcdReader(settingsOf(lab.cluster.endpoints), quiet);
    return reader.survey({ parts: [], space: { under, withinMs } }).finally(() => reader.close());
  };
  const used = async (under = '', withinMs = 60_000): Promise<SpaceUse> => {
    const { space } = await survey(under, withinMs);
    if (!space?.ok) throw new Error(space?.fault.detail ?? 'not asked');
    return space.value;
  };

  it('is counted to the last key and byte, over many pages', async () => {
    const use = await used();
    expect(use).toMatchObject({ total: 622, stopped: null, current: true });
    expect(use.read.keys).toBe(622);
    expect(use.prefixes).toEqual([
      {
        prefix: '/large/',
        owner: 'unknown',
        keys: 20,
        bytes: 20 * LARGE + 10 * '/large/1'.length + 10 * '/large/10'.length,
      },
      { prefix: '/app/', owner: 'unknown', keys: 600, bytes: 600 * (100 + '/app/0000'.length) },
      { prefix: '/service/', owner: 'patroni', keys: 2, bytes: 65 },
    ]);
    expect(ownershipOf(use)).toMatchObject({ verdict: 'needs_backup', postgres: { keys: 2 } });
  });

  it('is counted at a follower', async () => {
    const { endpoint } = await used('/service/');
    const reader = openEtcdReader(settingsOf(lab.cluster.endpoints), quiet);
    const { endpoints } = await reader.survey({ parts: ['status'] }).finally(() => reader.close());
    const asked = endpoints.find(report => report.endpoint === endpoint);
    expect(asked?.status).toMatchObject({ ok: true, value: { learner: false } });
    expect(asked?.status.ok && asked.status.value.leader !== asked.status.value.memberId).toBe(true);
  });

  it('is told below a prefix by the next folder', async () => {
    expect((await used('/service/')).prefixes).toEqual([
      { prefix: '/service/pg-test/', owner: 'patroni', keys: 2, bytes: 65 },
    ]);
  });

  it('is told as a part where the time is up', async () => {
    const use = await used('', 1);
    expect(use.stopped).toBe('time');
    expect(use.read.keys).toBeLessThan(use.total);
    expect(use.total).toBe(622);
  });

  it('names the keys that were written most often, by name alone', async () => {
    for (let time = 0; time < 30; time += 1) await lab.cluster.api.put('/hot/leader', `secret ${time}`);
    const { hottest, revision } = await used();
    expect(hottest).toEqual([{ key: '/hot/leader', version: 30, created: revision - 29 }]);
    expect(JSON.stringify(hottest)).not.toContain('secret');
  });
});
