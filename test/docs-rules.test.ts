import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { openMetrics } from '../src/admin/meter.ts';
import type { WatchedClusters } from '../src/admin/watched.ts';
import { unwatched } from '../src/core/watch/incident.ts';
import { alertNamesOf, patienceFor, symptomCodes } from '../src/core/watch/patience.ts';
import { watchedRow } from '../src/core/watch/rows.ts';
import { findingCodes } from './finding-codes.ts';

const docs = (name: string) => readFileSync(join(import.meta.dirname, '../docs', name), 'utf8');

describe('the rules for Prometheus', () => {
  const { groups } = parse(docs('prometheus-rules.yaml'));
  const rules: readonly Record<string, unknown>[] = groups.flatMap((group: { rules: unknown[] }) => group.rules);

  it.each(rules)('$alert asks for what the bot exposes', async ({ alert, expr, annotations }) => {
    expect(alert).toMatch(/^EtcdChatops\w+$/);
    expect(annotations).toHaveProperty('summary');
    const exposed = await openMetrics(async () => []).expose();
    for (const [name] of String(expr).matchAll(/\betcd_chatops_\w+/g)) expect(exposed).toContain(`# TYPE ${name} `);
  });
});

describe('what vanishes while nobody sees anything', () => {
  const { groups } = parse(docs('prometheus-rules.yaml'));
  const exprOf = (name: string): string => groups[0].rules.find(({ alert }: { alert: string }) => alert === name).expr;
  const samplesOf = async (rows: WatchedClusters['rows']) => {
    const exposed = await openMetrics(async () => [], { names: () => ['prod', 'dev'], rows }).expose();
    const all = [...exposed.matchAll(/^etcd_chatops_watch_(\w+)\{cluster="(\w+)"\} (\d+)$/gm)];
    return (metric: string) =>
      all.filter(([, name]) => name === metric).map(([, , cluster = '', value]) => ({ cluster, value: Number(value) }));
  };
  /** EtcdChatopsBlind by hand: `configured unless last_survey > time() - 300`. */
  const blindAt = async (seconds: number, rows: WatchedClusters['rows']) => {
    const samples = await samplesOf(rows);
    const looked = samples('last_survey_timestamp_seconds').filter(({ value }) => value > seconds - 300);
    return samples('configured')
      .map(({ cluster }) => cluster)
      .filter(name => !looked.some(({ cluster }) => cluster === name));
  };
  const row = (cluster: string, seconds: number | null) =>
    watchedRow(cluster, { ...unwatched, surveyedAt: seconds === null ? null : seconds * 1_000 });

  it('is told of the clusters by what is exposed all the same', async () => {
    expect(exprOf('EtcdChatopsBlind').replace(/\s+/g, ' ')).toBe(
      'max by (cluster) (etcd_chatops_watch_configured) ' +
        'unless max by (cluster) (etcd_chatops_watch_last_survey_timestamp_seconds) > time() - 300',
    );
    expect(await blindAt(10_000, async () => [row('prod', 9_990), row('dev', 9_990)])).toEqual([]);
    expect(await blindAt(10_000, async () => [row('prod', 9_990), row('dev', 9_000)])).toEqual(['dev']);
    expect(await blindAt(10_000, async () => [row('prod', 9_990), row('dev', null)])).toEqual(['dev']);
    expect(await blindAt(10_000, () => Promise.reject(new Error('Redis is away')))).toEqual(['prod', 'dev']);
  });

  it.each(['EtcdChatopsDown', 'EtcdChatopsNoWorker', 'EtcdChatopsNoSocket'])('is told by its absence: %s', name => {
    expect(exprOf(name)).toMatch(/absent\(/);
  });
});

describe('the page on diagnose', () => {
  const rows = docs('reports.md')
    .split('\n')
    .filter(line => /^\| [a-zA-Z].* \| .*`/.test(line));

  it('names a finding that exists beside every check of etcd-diagnosis', () => {
    expect(rows.length).toBeGreaterThan(12);
    for (const row of rows)
      for (const [, code] of (row.split('|')[2] ?? '').matchAll(/`([a-z_]+)`/g)) expect(findingCodes).toContain(code);
  });
});

describe('the page on alerts', () => {
  it.each(symptomCodes.filter(code => patienceFor(code) !== null))('has a row for %s', code => {
    const row = docs('alerts.md')
      .split('\n')
      .find(line => line.startsWith(`| \`${code}\` |`));
    for (const name of alertNamesOf(code)) expect(row).toContain(name);
  });
});
