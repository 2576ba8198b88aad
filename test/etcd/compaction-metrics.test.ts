import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { EndpointMetrics } from '../../src/core/cluster.ts';
import type { EtcdReader } from '../../src/core/ports.ts';
import { openEtcdReader } from '../../src/etcd/survey.ts';
import { type Lab, quiet, settingsOf, startLab, versions } from './a-lab.ts';

describe.each(versions)('how far history is compacted, etcd %s', version => {
  let lab: Lab;
  let reader: EtcdReader;
  beforeAll(async () => {
    lab = await startLab(version, { members: 1 });
    reader = openEtcdReader(settingsOf(lab.cluster.endpoints), quiet);
  });
  afterAll(async () => {
    await reader?.close();
    await lab?.end();
  });

  const compaction = async (): Promise<EndpointMetrics['compaction']> => {
    const { endpoints } = await reader.survey({ parts: ['status', 'all-metrics'] });
    const metrics = endpoints[0]?.metrics;
    return metrics?.ok ? metrics.value.compaction : undefined;
  };

  it('comes with what every rule over time is judged by', async () => {
    await lab.cluster.api.put('/app/first', '1');
    const { endpoints } = await reader.survey({ parts: ['status', 'metrics', 'load', 'lists'] });
    const [seen] = endpoints;
    const load = seen?.metrics.ok ? seen.metrics.value.load : undefined;
    expect(seen?.list).toMatchObject({
      ok: true,
      value: [{ id: expect.stringMatching(/^[0-9a-f]+$/), peerUrls: [expect.any(String)], learner: false }],
    });
    expect(load?.fsync?.total).toBeGreaterThan(0);
    expect(load?.commit?.total).toBeGreaterThan(0);
    expect(load?.startedAt).toBeGreaterThan(Date.UTC(2026, 0, 1));
    expect(load?.counters).toEqual({
      leaderChanges: 1,
      failedProposals: expect.any(Number),
      slowApplies: expect.any(Number),
      failedHeartbeats: 0,
      requests: expect.toSatisfy(n => n > 0),
      failedRequests: expect.any(Number),
      // Alone, it sends to nobody.
      failedSends: null,
    });
    expect(seen?.metrics.ok && seen.metrics.value.memory).toBeGreaterThan(1_000_000);
  });

  it('is told by its metrics, with the time of the last one from 3.5 on', async () => {
    const before = (await compaction())?.revision ?? 0;
    for (let n = before; n < 21; n += 1) await lab.cluster.api.put('/app/key', String(n));
    const tellsAge = !version.startsWith('3.4');
    expect(await compaction()).toMatchObject({
      revision: 21,
      compactRevision: expect.toSatisfy(n => n <= 1),
      at: null,
      tellsAge,
    });
    await lab.cluster.api.call('kv/compaction', { revision: '15', physical: true });
    await vi.waitFor(
      async () => {
        const told = await compaction();
        expect(told).toMatchObject({ compactRevision: 15, since: expect.any(Number) });
        expect(typeof told?.at).toBe(tellsAge ? 'number' : 'object');
      },
      { timeout: 30_000, interval: 200 },
    );
  });
});
