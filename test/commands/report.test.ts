import { describe, expect, it } from 'vitest';
import { report } from '../../commands/report.ts';
import type { ReportFacts } from '../../src/core/facts/report.ts';
import type { Request } from '../../src/core/request.ts';
import { aCluster } from '../a-cluster.ts';
import { aRequest } from '../a-request.ts';
import { tell } from '../tell.ts';

type World = ReturnType<typeof aCluster>;

function factsOf(world: World, before: World | null = null, changes: Partial<Request> = {}): ReportFacts {
  const lastReport = before ? factsOf(before).baseline : null;
  const facts = report.view(aRequest('report', changes), world.snapshot(), { lastReport });
  if (!('kind' in facts) || facts.kind !== 'report') throw new Error('the report was refused');
  return facts;
}
const changesOf = (before: World, after: World) => factsOf(after, before).changes.map(({ code }) => code);
const pg = (name: string) => ({ name, leader: `${name}-1`, members: [] });

describe('report', () => {
  it('says that it is the first', () => {
    expect(tell(report, aCluster().snapshot())).toContain('This is the first report here');
  });

  it.each<[string, World, World, readonly string[]]>([
    ['nothing', aCluster(), aCluster(), []],
    ['a member down', aCluster(), aCluster().dead('etcd-3'), ['member_down']],
    ['a member back', aCluster().dead('etcd-3'), aCluster(), ['member_back']],
    ['a member more', aCluster(), aCluster().withMembers(4), ['member_added']],
    ['a member less', aCluster().withMembers(4), aCluster(), ['member_removed']],
    ['an upgrade', aCluster(), aCluster().version('etcd-2', '3.5.31'), ['version']],
    ['an election', aCluster(), aCluster().leader('etcd-2'), ['leader']],
    ['an alarm', aCluster(), aCluster().alarm('etcd-1', 'NOSPACE'), ['alarm_raised']],
    ['an alarm less', aCluster().alarm('etcd-1', 'NOSPACE'), aCluster(), ['alarm_cleared']],
    ['growth', aCluster(), aCluster().status('etcd-1', { dbSize: 30_000_000 }), ['db_grew']],
    ['writes', aCluster(), aCluster().status('etcd-1', { revision: 5000 }), ['revisions']],
    [
      'PostgreSQL come and gone',
      aCluster().patroni(pg('a')),
      aCluster().patroni(pg('b')),
      ['postgres_added', 'postgres_removed'],
    ],
    ['a blind moment', aCluster().patroni(pg('a')), aCluster().allFailing('deadline').patroniFailing('deadline'), []],
  ])('tells what changed: %s', (_, before, after, codes) => {
    expect(changesOf(before, after)).toEqual(codes);
  });

  it('keeps over a blind moment what it knew before', () => {
    const known = factsOf(aCluster().patroni(pg('a'))).baseline;
    const blind = report.view(
      aRequest('report'),
      aCluster().allFailing('deadline').patroniFailing('deadline').snapshot(),
      {
        lastReport: known,
      },
    );
    expect(blind).toMatchObject({ baseline: { members: known.members, leader: 'etcd-1', patroni: ['a'] } });
  });

  it('carries the mark of a late tick, which only the scheduler can set', () => {
    const options = { late: true, 'scheduled-for': String(Date.UTC(2026, 10, 22, 1)) } as const;
    const scheduled = { options, actor: { kind: 'schedule', name: 'reports' } } as const;
    expect(tell(report, aCluster().snapshot(), scheduled)).toContain(
      'Late: this report was due at 2026-11-22 01:00:00 UTC',
    );
    expect(tell(report, aCluster().snapshot(), { options })).not.toContain('Late:');
  });

  it('holds all that status shows', () => {
    const text = tell(report, aCluster().dead('etcd-3').snapshot());
    expect(text).toContain('1 of 3 down: tolerates no further failure');
    expect(text).toMatch(/Quota +20 MiB of 2 GiB/);
  });
});
