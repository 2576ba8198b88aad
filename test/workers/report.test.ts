import { describe, expect, it } from 'vitest';
import { report } from '../../commands/report.ts';
import { renderText } from '../../src/console/render.ts';
import { look, plan } from '../../src/core/remedy/remedy.ts';
import { presentFleet } from '../../src/present/fleet.ts';
import { speak } from '../../src/text/speak.ts';
import { runFleetReport, runReport } from '../../workers/report.ts';
import { aCluster } from '../a-cluster.ts';
import { aRequest } from '../a-request.ts';
import { aWorld } from './a-world.ts';

const due = { channel: 'C1', cluster: 'prod', language: 'en', tick: 9_000, late: false } as const;

describe('a report of all clusters', () => {
  const fleet = { ...due, cluster: '*' };

  it('is one message per tick, with a row for each and a word on whom nothing is known of', async () => {
    const { world, announced, kept } = aWorld();
    await runFleetReport(fleet, ['prod', 'nowhere'], world);
    expect(announced.map(({ id }) => id)).toEqual(['report-C1-*-9000']);
    expect(announced[0]?.metadata).toEqual({ kind: 'report', cluster: '*', command: 'report' });
    const text = (language: 'en' | 'zh') =>
      renderText(announced[0]?.document ?? [], speak, { language, colour: false }).replace(/\s+/g, ' ');
    expect(text('en')).toContain('2 clusters, 0 of them well');
    expect(text('en')).toContain('Nothing can be told of: nowhere');
    expect(text('en')).toMatch(/prod .*0 of 1/);
    expect(text('zh')).toContain('2 个集群，其中 0 个正常');
    expect([...kept.keys()]).toEqual(['C1 prod']);
  });

  it('tells the worst first', () => {
    const reports = [
      aCluster('well'),
      aCluster('hurt').dead('etcd-3'),
      aCluster('lost').alarm('etcd-1', 'CORRUPT'),
    ].map(each => {
      const facts = report.view(aRequest('report'), each.snapshot(), { lastReport: null });
      if (!('kind' in facts) || facts.kind !== 'report') throw new Error('refused');
      const offer = { kind: 'look', line: 'quorum' } as const;
      return { ...facts, recommended: facts.recommended.map(({ finding }) => ({ finding, offer })) };
    });
    const document = presentFleet(reports, []);
    const table = document.find(element => element.type === 'table');
    const names = table?.type === 'table' ? table.rows.map(([cell]) => cell?.text) : [];
    expect(names).toEqual(['lost', 'hurt', 'well'].map(name => ({ verbatim: name })));
    const actions = document.find(element => element.type === 'actions');
    expect(actions?.type === 'actions' && actions.buttons.map(({ value }) => value)).toEqual([
      'quorum --cluster lost',
      'quorum --cluster hurt',
    ]);
  });
});

describe('a scheduled report', () => {
  it('asks for help against what it recommends alone, and takes the best of it', async () => {
    const asked: string[][] = [];
    const cluster = aCluster().withMembers(4).learner('etcd-4').dead('etcd-3').version('etcd-2', '3.4.30');
    const { world, announced } = aWorld({
      reader: () => ({ survey: async () => cluster.snapshot(), close: async () => undefined }),
      offer: async (_, findings) => {
        asked.push(findings.map(({ code }) => code));
        return findings.map(({ code }) => [plan(`mend ${code}`), look('space')]);
      },
    });
    await runReport(due, world);
    expect(asked).toEqual([[expect.any(String), expect.any(String), expect.any(String)]]);
    const buttons = announced[0]?.document.flatMap(element => (element.type === 'actions' ? element.buttons : []));
    expect(buttons?.map(({ value }) => value)).toEqual(asked[0]?.map(code => `mend ${code} --cluster prod`));
  });

  it('is one message per tick, and the next one compares with it', async () => {
    const { world, announced, kept } = aWorld();
    await runReport(due, world);
    await runReport({ ...due, tick: 18_000 }, world);
    expect(announced.map(({ id }) => id)).toEqual(['report-C1-prod-9000', 'report-C1-prod-18000']);
    expect(announced[0]?.metadata).toEqual({ kind: 'report', cluster: 'prod', command: 'report' });
    expect(JSON.stringify(announced[0]?.document)).toContain('report.first');
    expect(JSON.stringify(announced[1]?.document)).toContain('report.since');
    expect([...kept.keys()]).toEqual(['C1 prod']);
  });

  it('that is late says for when it was', async () => {
    const { world, announced } = aWorld();
    await runReport({ ...due, late: true }, world);
    expect(JSON.stringify(announced[0]?.document)).toContain(
      '"key":"report.late","params":{"due":{"type":"time","value":9000}}',
    );
  });

  it('ends with the head of the audit log, where it is known and there is one', async () => {
    const head = { number: 412, hash: `90f2c1a7d35b8e64${'0'.repeat(48)}` };
    const told = async (auditHead: () => Promise<typeof head>) => {
      const { world, announced } = aWorld({ auditHead });
      await runReport(due, world);
      return JSON.stringify(announced[0]?.document.at(-1));
    };
    expect(await told(async () => head)).toContain('"412:90f2c1a7d35b8e64"');
    expect(await told(async () => ({ ...head, number: 0 }))).not.toContain('report.anchor');
    expect(await told(() => Promise.reject(new Error('no Redis')))).not.toContain('report.anchor');
  });

  it('keeps nothing when it could not be told', async () => {
    const { world, kept } = aWorld({ announcer: { announce: () => Promise.reject(new Error('no Redis')) } });
    await expect(runReport(due, world)).rejects.toThrow('no Redis');
    expect(kept.size).toBe(0);
  });

  it('of a cluster this worker does not know is told as refused', async () => {
    const { world, announced } = aWorld();
    await runReport({ ...due, cluster: 'other' }, world);
    expect(announced[0]).toMatchObject({
      audience: { kind: 'channel' },
      metadata: { kind: 'refusal', code: 'not_at_worker' },
    });
  });
});
