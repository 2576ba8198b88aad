import { describe, expect, it } from 'vitest';
import { pgImpact } from '../../commands/pg/impact.ts';
import { pgList } from '../../commands/pg/list.ts';
import { pgShow } from '../../commands/pg/show.ts';
import type { Snapshot } from '../../src/core/cluster.ts';
import { decodePatroni } from '../../src/core/patroni/decode.ts';
import { aCluster } from '../a-cluster.ts';
import { readDump } from '../a-dump.ts';
import { aPostgres } from '../a-postgres.ts';
import { firstLine, tell } from '../tell.ts';

const off = { failsafeMode: false };
const world = (...clusters: readonly ReturnType<typeof aPostgres>[]): Snapshot =>
  aCluster()
    .postgres(...clusters)
    .snapshot();
const well = (name: string) => aPostgres(name).answers(`${name}-1`, `${name}-2`);
const exposed = (name: string) => aPostgres(name).config(off).each({ version: '3.0.2' });
/** At addresses that nobody asked. */
const elsewhere = (name: string) =>
  aPostgres(name)
    .member(`${name}-1`, { apiUrl: 'http://10.9.9.1:8008/patroni' })
    .member(`${name}-2`, { apiUrl: 'http://10.9.9.2:8008/patroni' });
const away = (snapshot: Snapshot): Snapshot => {
  const { postgres, ...rest } = snapshot;
  if (!postgres?.ok) throw new Error('nothing to remember');
  const fault = { code: 'deadline', detail: '' } as const;
  return {
    ...rest,
    postgres: { ok: false, fault },
    lastPostgres: { seenAt: rest.takenAt - 60_000, state: postgres.value },
  };
};
const unread: Snapshot = aCluster().postgresFailing('permission_denied').snapshot();
const fromDump = (dump: string): Snapshot => ({
  ...aCluster().snapshot(),
  postgres: {
    ok: true,
    value: {
      clusters: decodePatroni(
        '/pg/',
        readDump(dump).map(({ lease, ...kv }) => ({ ...kv, lease: lease === null ? null : { left: 27, granted: 30 } })),
      ),
      reach: {},
    },
  },
});

describe('pg list', () => {
  it.each<[Snapshot, string]>([
    [world(well('pg-a')), '✔ prod · 1 PostgreSQL cluster, running'],
    [world(well('pg-a'), exposed('pg-b')), '✔ prod · 2 PostgreSQL clusters, all running'],
    [world(), 'i prod · No PostgreSQL cluster in the namespace'],
    [
      world(well('pg-a'), aPostgres('pg-b').keys({ leader: 'absent' })),
      '✘ prod · 1 of 2 PostgreSQL clusters to look at: pg-b',
    ],
    [world(aPostgres('old', 0).keys({ leader: 'absent' })), '! prod · 1 of 1 PostgreSQL cluster to look at: old'],
    [
      unread,
      '✘ prod · PostgreSQL cannot be judged: etcd denies the right to ask this (etcd said permission_denied), and no earlier picture was kept',
    ],
    [aCluster().snapshot(), 'postgres_not_configured'],
  ])('answers in one line %#', (snapshot, line) => expect(firstLine(tell(pgList, snapshot))).toBe(line));

  it('marks what is stale, broken, paused, switching, or run by nobody', () => {
    const text = tell(
      pgList,
      world(
        aPostgres('stale').leaseless('leader'),
        aPostgres('broken').keys({ config: 'broken' }),
        aPostgres('paused').config({ pause: true }).each({ paused: true }),
        aPostgres('moving').failover({ leader: null, candidate: 'moving-2', scheduledAt: null }),
        aPostgres('old', 0).keys({ leader: 'absent' }),
        aPostgres('planned').failover({ leader: null, candidate: 'x', scheduledAt: '2027-01-01T00:00' }),
      ),
    );
    for (const row of [
      /stale +stale keys/,
      /broken +broken keys/,
      /paused +paused/,
      /moving +switching over/,
      /old +nobody there/,
    ])
      expect(text).toMatch(row);
    expect(text).toMatch(/planned +running/);
  });

  it('shows each in a row, in both languages', () => {
    const snapshot = world(well('pg-a'), exposed('pg-b'), elsewhere('pg-c'));
    expect(tell(pgList, snapshot)).toMatchInlineSnapshot(`
      "✔ prod · 3 PostgreSQL clusters, all running

      PostgreSQL  State    Primary  Without etcd        Members  Patroni  Timeline
      pg-a        running  pg-a-1   stays writable            2  4.1.5           2
      pg-b        running  pg-b-1   READ-ONLY                 2  3.0.2           2
      pg-c        running  pg-c-1   depends on members        2  4.1.5           2

      Seen 2026-11-22 03:10:00 UTC · asked in 12 ms
      "
    `);
    expect(tell(pgList, snapshot, { language: 'zh' })).toContain('取决于成员');
  });

  it('tells the last picture when etcd does not answer', () => {
    const text = tell(pgList, away(world(well('pg-a'))));
    expect(text).toContain(
      'etcd does not answer in time. This is how it was when etcd was last read, 2026-11-22 03:09',
    );
  });
});

describe('pg impact', () => {
  it.each<[Snapshot, string]>([
    [
      world(well('pg-a')),
      '✔ prod · Without etcd, the one PostgreSQL cluster stays as it is; nobody takes over if a primary dies',
    ],
    [
      world(well('pg-a'), exposed('pg-b')),
      '✘ prod · Without etcd, 1 PostgreSQL cluster becomes read-only after 7–25 s: pg-b',
    ],
    [world(aPostgres('pg-a')), '! prod · Without etcd, 1 PostgreSQL cluster may become read-only: pg-a'],
    [
      world(well('pg-a'), aPostgres('pg-b').keys({ leader: 'absent' })),
      '! prod · 1 PostgreSQL cluster has no primary, and without etcd nobody can be elected: pg-b',
    ],
    [world(), 'i prod · No PostgreSQL cluster in the namespace'],
    [
      unread,
      '✘ prod · PostgreSQL cannot be judged: etcd denies the right to ask this (etcd said permission_denied), and no earlier picture was kept',
    ],
    [aCluster().snapshot(), 'postgres_not_configured'],
  ])('answers in one line %#', (snapshot, line) => expect(firstLine(tell(pgImpact, snapshot))).toBe(line));

  it('says who, when, why and what to do', () => {
    const snapshot = world(well('pg-a'), exposed('pg-b'), exposed('pg-c'), elsewhere('pg-d'));
    expect(tell(pgImpact, snapshot)).toMatchInlineSnapshot(`
      "✘ prod · Without etcd, 2 PostgreSQL clusters become read-only after 7–25 s: pg-b and pg-c

      What to do
      ──────────

      • Before anything that may stop etcd, pause them; a paused primary stays writable: /etcd pg pause --all
      • Look at one of them: /etcd pg show pg-b

      PostgreSQL  Without etcd        Read-only after  Feels a stall of
      pg-b        READ-ONLY                    7–25 s             7.2 s
      pg-c        READ-ONLY                    7–25 s             7.2 s
      pg-d        depends on members           7–29 s             7.2 s
      pg-a        stays writable                never                 –

      Why
      ───

      ✘ pg-b and pg-c: failsafe_mode is off: without etcd Patroni demotes the primary. To change that: patronictl edit-config --set failsafe_mode=true
      ! pg-d: failsafe_mode is on: it stays if the primary reaches pg-d-2, and only then. From here it could not be asked
      ✔ pg-a: failsafe_mode is on, and the other member answers: pg-a-2

      etcd may stall for less than 7.2 s before anybody feels it; the first is pg-b

      Seen 2026-11-22 03:10:00 UTC · asked in 12 ms · A virtual address is not seen in etcd: vip-manager 5.0 and later drops it about 2 s after it loses etcd, whatever the primary does
      "
    `);
    expect(tell(pgImpact, snapshot, { language: 'zh' })).toMatchInlineSnapshot(`
      "✘ prod · 失去 etcd 时，2 个 PostgreSQL 集群会在 7–25 秒后变为只读：pg-b和pg-c

      下一步
      ──────

      • 在可能中断 etcd 的操作之前先暂停它们，暂停的主库保持可写：/etcd pg pause --all
      • 查看其中一个：/etcd pg show pg-b

      PostgreSQL  失去 etcd 时   变为只读  可感知的停顿
      pg-b        变为只读      7–25 秒后        7.2 秒
      pg-c        变为只读      7–25 秒后        7.2 秒
      pg-d        取决于成员    7–29 秒后        7.2 秒
      pg-a        保持可写           不会             –

      原因
      ────

      ✘ pg-b和pg-c：failsafe_mode 未开启：失去 etcd 时 Patroni 会降级主库。开启方法：patronictl edit-config --set failsafe_mode=true
      ! pg-d：已开启 failsafe_mode：仅当主库能访问 pg-d-2 时才会保持可写。从这里无法询问它们
      ✔ pg-a：已开启 failsafe_mode，其余 1 个成员都有应答：pg-a-2

      etcd 停顿不到 7.2 秒时没有集群会感知；最先感知的是 pg-b

      观察于 2026-11-22 03:10:00 UTC · 耗时 12 毫秒 · 从 etcd 看不到虚拟 IP：vip-manager 5.0 及以上失去 etcd 约 2 秒后会移除它，与主库状态无关
      "
    `);
  });

  it('says that it happens now when etcd is away, and goes by the last picture', () => {
    const text = tell(pgImpact, away(world(exposed('pg-b'))));
    expect(firstLine(text)).toContain('becomes read-only after 7–25 s: pg-b');
    expect(text).toContain('This is how it was when etcd was last read, 2026-11-22 03:09');
    expect(text).toContain('etcd is away NOW');
    expect(text).not.toContain('pg pause');
  });

  it('tells a member that shares its host with etcd', () => {
    const snapshot = world(
      aPostgres('pg-a').member('pg-a-2', { apiUrl: 'http://10.0.0.2:8008/patroni' }).answers('pg-a-1', 'pg-a-2'),
    );
    expect(tell(pgImpact, snapshot)).toContain('pg-a: pg-a-2 stands on a host of etcd');
  });

  it('stays readable with hundreds of clusters', () => {
    const many = Array.from({ length: 300 }, (_, index) => exposed(`pg-${String(index).padStart(3, '0')}`));
    const text = tell(pgImpact, world(...many));
    expect(text).toContain('288 more are not shown');
    expect(text).toContain('201 more are not shown');
    expect(text.length).toBeLessThan(20_000);
  });
});

describe('pg show', () => {
  const show = (snapshot: Snapshot, name: string, language: 'en' | 'zh' = 'en') =>
    tell(pgShow, snapshot, { args: { name }, language });

  it('shows all that Patroni keeps, decoded', () => {
    expect(show(fromDump('p415-07-slot-pending-restart'), 'pg-test')).toMatchInlineSnapshot(`
      "✔ prod · pg-test: running, primary pg-test-2

      ! failsafe_mode is on: it stays if the primary reaches pg-test-1, and only then. From here it could not be asked

      Without etcd                     depends on members
      Primary                          pg-test-2, 27 s left of 30 s
      ttl / loop_wait / retry_timeout  30 / 5 / 10 s
      failsafe_mode                    on, asks pg-test-1 and pg-test-2
      Maintenance (pause)              off
      Configured                       ttl, loop_wait, retry_timeout, maximum_lag_on_failover, failsafe_mode, synchronous_mode, postgresql, and slots
      System identifier                7710996629043204432
      Replication slots                pg_test_1, cdc, and pg_test_2

      Member     Role     State    REST       Behind  Timeline  Lease left  Patroni  Notes
      pg-test-1  replica  running  not asked     0 B         2        27 s  4.1.5    restart pending
      pg-test-2  primary  running  not asked       –         2        27 s  4.1.5    restart pending

      Latest changes of timeline
      ──────────────────────────

      • To timeline 2, by pg-test-2, 2026-11-22T14:05:37.790353+00:00: no recovery target specified

      Seen 2026-11-22 03:10:00 UTC · asked in 12 ms · keys below /pg/pg-test/
      "
    `);
    expect(show(fromDump('p415-07-slot-pending-restart'), 'pg-test', 'zh')).toContain('系统标识');
  });

  it.each([
    'p302-06-sync',
    'p407-08-scheduled-switchover',
    'p302-09-replica-stopped',
    'G3-after',
    'p302-04a-switchover-now',
  ])('reads %s', dump => expect(firstLine(show(fromDump(dump), 'pg-test'))).toMatch(/^[✔!✘] prod · pg-test: /));

  it('shows what is broken as broken', () => {
    const text = show(
      world(aPostgres('pg-a').keys({ config: 'broken', failsafe: 'broken' }).brokenMember('pg-a-2').failover('broken')),
      'pg-a',
    );
    expect(firstLine(text)).toBe('✘ prod · pg-a: broken keys, primary pg-a-1');
    expect(text.match(/BROKEN: no JSON/g)?.length).toBeGreaterThanOrEqual(4);
  });

  it.each<[string, string]>([
    ['pg-orders', 'pg-orders'],
    ['PG-ORDERS', 'pg-orders'],
  ])('finds %s', (typed, name) => expect(firstLine(show(world(well(name), well('pg-audit')), typed))).toContain(name));

  it.each<[string, string]>([
    ['pg-ordres', 'postgres_mistyped'],
    ['pg-orders-1', 'postgres_mistyped'],
    ['nonsense', 'postgres_unknown'],
  ])('refuses %s', (typed, refusal) => expect(show(world(well('pg-orders')), typed)).toBe(refusal));

  it('refuses where nothing is known', () => {
    expect(show(world(), 'x')).toBe('postgres_none');
    expect(show(unread, 'x')).toBe('postgres_unreadable');
    expect(show(aCluster().snapshot(), 'x')).toBe('postgres_not_configured');
  });

  it('passes nothing on of what stands below the known fields of the configuration', () => {
    const config = { raw: { ttl: 30, postgresql: { parameters: { archive_command: 'curl -u me:secret' } } } };
    const snapshot = world(aPostgres('pg-a').config(config));
    const request = { id: 'r', command: 'pg show', args: { name: 'pg-a' }, options: {}, cluster: 'prod' } as const;
    const actor = { kind: 'schedule', name: 'x' } as const;
    const facts = pgShow.view(
      { ...request, actor, place: { kind: 'terminal' }, language: 'en', askedAt: 0 },
      snapshot,
      { lastReport: null },
    );
    expect(JSON.stringify(facts)).not.toContain('secret');
    expect(facts).toMatchObject({ configured: ['ttl', 'postgresql'] });
  });
});
