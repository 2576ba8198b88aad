import { afterEach, describe, expect, it } from 'vitest';
import { openMetrics } from '../../src/admin/meter.ts';
import { type AdminServer, type ReadinessCheck, serveAdmin } from '../../src/admin/server.ts';
import { unwatched } from '../../src/core/watch/incident.ts';
import { watchedRow } from '../../src/core/watch/rows.ts';

let server: AdminServer | undefined;
afterEach(() => server?.close());

async function get(path: string, checks: readonly ReadinessCheck[] = [], metrics = openMetrics(async () => [])) {
  server = await serveAdmin({ host: '127.0.0.1', port: 0 }, () => checks, metrics);
  const response = await fetch(server.url + path);
  return { status: response.status, body: await response.text() };
}

describe('the admin server', () => {
  it('is alive even when nothing is ready', async () => {
    const broken = { name: 'redis', problem: async () => 'does not answer' };
    expect(await get('/livez', [broken])).toEqual({ status: 200, body: 'ok\n' });
  });

  it('names every condition that is missing', async () => {
    const checks = [
      { name: 'redis', problem: async () => 'does not answer' },
      { name: 'slack', problem: async () => null },
      { name: 'disk', problem: async () => Promise.reject(new Error('broken check')) },
    ];
    const { status, body } = await get('/readyz', checks);
    expect(status).toBe(503);
    expect(body).toBe('NOT READY redis: does not answer\nok slack\nNOT READY disk: Error: broken check\n');
  });

  it('counts a check that hangs as not ready', async () => {
    const { status, body } = await get('/readyz', [{ name: 'redis', problem: () => new Promise(() => {}) }]);
    expect(status).toBe(503);
    expect(body).toContain('no answer within');
  });

  it('exposes what was measured, and queue depths as of the scrape', async () => {
    const metrics = openMetrics(async () => [{ queue: 'reads', state: 'waiting', jobs: 3 }]);
    metrics.meter.commandAsked('status', 'slash');
    metrics.meter.surveyed('prod', 0.1, { healthy: 2, voters: 3 }, true);
    const { body } = await get('/metrics', [], metrics);
    expect(body).toContain('etcd_chatops_commands_total{command="status",way="slash"} 1');
    expect(body).toContain('etcd_chatops_cluster_voters_healthy{cluster="prod"} 2');
    expect(body).toContain('etcd_chatops_queue_jobs{queue="reads",state="waiting"} 3');
  });

  it('exposes what is wrong with every cluster, as of the scrape', async () => {
    const finding = { code: 'process_down', severity: 'warning', phase: 'firing' } as const;
    const rows = [
      { cluster: 'prod', surveyedAt: 1_700_000_000_000, isOpen: true, findings: [finding] },
      { cluster: 'dev', surveyedAt: null, isOpen: false, findings: [] },
    ];
    const watched = { names: () => ['prod', 'dev'], rows: async () => rows.splice(0, 2) };
    const metrics = openMetrics(async () => [], watched);
    const { body } = await get('/metrics', [], metrics);
    expect(body).toContain(
      'etcd_chatops_finding{cluster="prod",code="process_down",severity="warning",phase="firing"} 1',
    );
    expect(body).toContain('etcd_chatops_incident_open{cluster="prod"} 1');
    expect(body).toContain('etcd_chatops_incident_open{cluster="dev"} 0');
    expect(body).toContain('etcd_chatops_watch_last_survey_timestamp_seconds{cluster="prod"} 1700000000');
    expect(body).toContain('etcd_chatops_watch_last_survey_timestamp_seconds{cluster="dev"} 0');
    expect((await get('/metrics', [], metrics)).body).not.toContain('etcd_chatops_finding{');
  });

  it('exposes what was found without waking anybody, too', async () => {
    const noted = [
      { code: 'quota_default', tone: 'info' } as const,
      { code: 'mixed_versions', tone: 'warning' } as const,
    ];
    const watched = { names: () => ['prod'], rows: async () => [watchedRow('prod', { ...unwatched, noted })] };
    const { body } = await get(
      '/metrics',
      [],
      openMetrics(async () => [], watched),
    );
    for (const [code, severity] of [
      ['quota_default', 'info'],
      ['mixed_versions', 'warning'],
    ])
      expect(body).toContain(
        `etcd_chatops_finding{cluster="prod",code="${code}",severity="${severity}",phase="noted"} 1`,
      );
  });

  it('answers a scrape while Redis is away', async () => {
    const away = () => Promise.reject(new Error('away'));
    const { status, body } = await get('/metrics', [], openMetrics(away, { names: () => ['prod'], rows: away }));
    expect(status).toBe(200);
    expect(body).toContain('etcd_chatops_watch_configured{cluster="prod"} 1');
    expect(body).not.toContain('etcd_chatops_watch_last_survey_timestamp_seconds{');
  });

  it('says what it offers on any other path', async () => {
    expect((await get('/admin')).status).toBe(404);
  });
});
