import { describe, expect, it } from 'vitest';
import { runReport } from '../../workers/report.ts';
import { aWorld } from './a-world.ts';

const due = { channel: 'C1', cluster: 'prod', language: 'en', tick: 9_000, late: false } as const;

describe('a scheduled report', () => {
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
