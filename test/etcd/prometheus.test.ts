import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { EndpointReport, Snapshot } from '../../src/core/cluster.ts';
import { statusOf } from '../../src/core/facts/status.ts';
import type { PrometheusSettings } from '../../src/core/settings.ts';
import { openEtcdReader } from '../../src/etcd/survey.ts';
import { type Lab, quiet, settingsOf, startLab } from './a-lab.ts';
import { type APrometheus, aGate, aPrometheus } from './a-prometheus.ts';

let lab: Lab;
let prometheus: APrometheus;
const ends: (() => unknown)[] = [];

beforeAll(async () => {
  lab = await startLab('3.5.16');
  ends.push(lab.end);
  const targets = lab.cluster.endpoints.map(url => url.replace('http://', ''));
  prometheus = await aPrometheus([
    { name: 'etcd', targets },
    // The same once more, as where two teams scrape.
    { name: 'again', targets: targets.slice(0, 1) },
    // Something else on the same machine.
    { name: 'other', targets: ['127.0.0.1:1'] },
    { name: 'another-port', targets: targets.slice(1, 2), labels: { instance: '127.0.0.1:2381' } },
    { name: 'pigsty', targets: targets.slice(1, 2), labels: { instance: 'etcd-2', ip: '127.0.0.1' } },
  ]);
  ends.push(prometheus.remove);
  const all = lab.cluster.endpoints.length + 3;
  await vi.waitFor(async () => expect(await prometheus.count('up == 1')).toBe(all), { timeout: 60_000, interval: 200 });
});
afterAll(async () => {
  for (const end of ends.toReversed()) await end();
});

const ETCD: PrometheusSettings = { url: '', token: null, selector: 'job="etcd"' };

async function look(
  given: Partial<PrometheusSettings> | null,
  endpoints: readonly string[] = lab.cluster.endpoints,
): Promise<Snapshot> {
  const settings = settingsOf(endpoints, {
    ...(given ? { prometheus: { ...ETCD, url: prometheus.url, ...given } } : {}),
    deadlineMs: 10_000,
  });
  const reader = openEtcdReader(settings, quiet);
  try {
    return await reader.survey({ parts: ['status', 'members', 'alarms', 'probes', 'metrics', 'load'] });
  } finally {
    await reader.close();
  }
}
const loadOf = ({ metrics }: EndpointReport) => (metrics.ok ? metrics.value.load : undefined);
const told = (snapshot: Snapshot) =>
  statusOf(snapshot).findings.flatMap(({ code, params }) => (code.startsWith('prometheus') ? [{ code, params }] : []));
const whoOf = (snapshot: Snapshot): string => JSON.stringify(told(snapshot)[0]?.params.who ?? null);

describe('metrics that a Prometheus has of real members', () => {
  it('are the same as the members tell themselves, and belong to the same ones', async () => {
    const direct = await look(null);
    // What was asked just now is scraped a moment later.
    const through = await vi.waitFor(
      async () => {
        const seen = await look({});
        for (const report of seen.endpoints) expect(loadOf(report)?.counters.requests).toBeGreaterThan(0);
        return seen;
      },
      { timeout: 60_000, interval: 200 },
    );
    expect(told(through)).toEqual([]);
    for (const [index, report] of through.endpoints.entries()) {
      const [own, seen] = [direct.endpoints[index], report];
      const [load, scraped] = [own && loadOf(own), loadOf(seen)];
      expect(scraped?.startedAt, seen.endpoint).toBe(load?.startedAt);
      for (const kind of ['fsync', 'commit', 'peers'] as const) {
        expect(scraped?.[kind]?.bounds).toEqual(load?.[kind]?.bounds);
        expect(scraped?.[kind]?.total ?? 0).toBeGreaterThan(0);
      }
      expect(scraped?.requests).toBeNull();
      expect(scraped?.counters.leaderChanges).toBe(load?.counters.leaderChanges);
      const [quota, quotaThrough] = [own, seen].map(each => (each?.metrics.ok ? each.metrics.value.quota : null));
      expect(quotaThrough).toBe(quota);
    }
    expect(statusOf(through).quota).not.toBeNull();
  });

  it('are asked for where a token is needed, below any path', async () => {
    const gate = await aGate(prometheus.url, 's3cret');
    ends.push(gate.close);
    expect(told(await look({ url: gate.url, token: 's3cret' }))).toEqual([]);
    const [finding] = told(await look({ url: gate.url, token: 'wrong' }));
    expect(finding).toMatchObject({ code: 'prometheus_silent' });
    expect(JSON.stringify(finding)).toContain('auth_failed');
    expect(JSON.stringify(finding)).not.toContain('wrong');
  });

  it.each(['another-port', 'pigsty'])('are found by their host alone where the target says no more: %s', async job => {
    const [, second = ''] = lab.cluster.endpoints;
    const { endpoints } = await look({ selector: `job="${job}"` }, [second]);
    const [direct] = (await look(null, [second])).endpoints;
    expect(endpoints[0] && loadOf(endpoints[0])?.startedAt).toBe(direct && loadOf(direct)?.startedAt);
    expect(endpoints[0] && loadOf(endpoints[0])?.startedAt).toBeGreaterThan(0);
  });

  it('are told to be missing where none is a target, or several are', async () => {
    expect(told(await look({ selector: 'job="nothing"' }))).toMatchObject([{ code: 'prometheus_blank' }]);
    const several = await look({ selector: null });
    expect(told(several)).toMatchObject([{ code: 'prometheus_blank' }]);
    expect(whoOf(several)).toContain('etcd-1');
    expect(whoOf(several)).not.toContain('etcd-2');
  });

  it('are not missed of a member that is down, and are of all when Prometheus is away', async () => {
    await lab.cluster.members[2]?.kill();
    await vi.waitFor(async () => expect(await prometheus.count('up{job="etcd"} == 1')).toBe(2), {
      timeout: 60_000,
      interval: 200,
    });
    const without = await look({});
    expect(without.endpoints[2]?.metrics).toMatchObject({ ok: false, fault: { code: 'no_data', by: 'prometheus' } });
    expect(told(without)).toEqual([]);
    await prometheus.kill();
    const [finding] = told(await look({}));
    expect(finding).toMatchObject({ code: 'prometheus_silent' });
    expect(JSON.stringify(finding?.params.phrase)).toContain('fault.refused');
  });
});
