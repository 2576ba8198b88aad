import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { openMetrics } from '../src/admin/meter.ts';
import { alertNamesOf, patienceFor, symptomCodes } from '../src/core/watch/patience.ts';

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

describe('the page on alerts', () => {
  it.each(symptomCodes.filter(code => patienceFor(code) !== null))('has a row for %s', code => {
    const row = docs('alerts.md')
      .split('\n')
      .find(line => line.startsWith(`| \`${code}\` |`));
    for (const name of alertNamesOf(code)) expect(row).toContain(name);
  });
});
