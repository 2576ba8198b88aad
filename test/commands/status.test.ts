import { describe, expect, it } from 'vitest';
import { renderText } from '../../src/console/render.ts';
import { statusOf } from '../../src/core/facts/status.ts';
import { presentStatus } from '../../src/present/status.ts';
import { speak } from '../../src/text/speak.ts';
import { aCluster } from '../a-cluster.ts';

type World = ReturnType<typeof aCluster>;

const tell = (world: World, language: 'en' | 'zh' = 'en'): string =>
  renderText(presentStatus(statusOf(world.snapshot())), speak, { language, colour: false });
const firstLine = (world: World): string => tell(world).split('\n')[0] ?? '';
const codes = (world: World): readonly string[] => statusOf(world.snapshot()).findings.map(({ code }) => code);

describe('the verdict of status', () => {
  it.each<[string, World, string]>([
    ['all well', aCluster(), '✔ prod · Healthy: 3 of 3 voters, tolerates 1 failure'],
    ['five voters', aCluster().withMembers(5), '✔ prod · Healthy: 5 of 5 voters, tolerates 2 failures'],
    [
      'one dead',
      aCluster().dead('etcd-3'),
      '! prod · 1 of 3 down: tolerates no further failure (etcd-3 does not answer: connection refused)',
    ],
    [
      'one hanging',
      aCluster().hanging('etcd-2'),
      '! prod · 1 of 3 down: tolerates no further failure (etcd-2 does not answer in time)',
    ],
    [
      'one of five dead',
      aCluster().withMembers(5).dead('etcd-5'),
      '! prod · 1 of 5 down: tolerates 1 further failure (etcd-5 does not answer: connection refused)',
    ],
    [
      'quorum lost',
      aCluster().dead('etcd-2').dead('etcd-3').withoutQuorum(),
      '✘ prod · QUORUM LOST: 1 of 3 voters answers, writes are impossible',
    ],
    [
      'no leader',
      aCluster().withoutQuorum(),
      '✘ prod · NO LEADER: 3 of 3 voters answer but elect no leader, writes are impossible',
    ],
    [
      'a stalled leader',
      aCluster()
        .refusing('etcd-1', { linearizable: 'deadline' })
        .refusing('etcd-2', { linearizable: 'deadline' })
        .refusing('etcd-3', { linearizable: 'deadline' }),
      '✘ prod · STALLED: 3 of 3 voters answer, but nothing gets through the leader etcd-1',
    ],
    ['a learner', aCluster().withMembers(4).learner('etcd-4'), '✔ prod · Healthy: 3 of 3 voters, tolerates 1 failure'],
    [
      'an unstarted member',
      aCluster().withMembers(4).unstarted('etcd-4'),
      '! prod · 1 of 4 down: tolerates no further failure (http://10.0.0.4:2380 has never started)',
    ],
    ['NOSPACE', aCluster().alarm('etcd-2', 'NOSPACE'), '✘ prod · NO SPACE: reads work, writes are refused (etcd-2)'],
    [
      'CORRUPT',
      aCluster().alarm('etcd-2', 'CORRUPT'),
      '✘ prod · CORRUPT: data differs between members (etcd-2), writes are refused',
    ],
    [
      'a member cut off',
      aCluster().refusing('etcd-3', { linearizable: 'no_leader' }),
      '! prod · 1 of 3 not serving: tolerates no further failure (etcd-3 answers, but knows no leader)',
    ],
    [
      'wrong CA',
      aCluster().allFailing('tls_untrusted'),
      '✘ Cannot reach prod: each of its 3 endpoints shows a certificate that the configured CA has not signed',
    ],
    [
      'wrong password',
      aCluster().allFailing('auth_failed'),
      '✘ Cannot reach prod: each of its 3 endpoints rejects the user or password',
    ],
    [
      'everything unreachable',
      aCluster().allFailing('deadline'),
      '✘ Cannot reach prod: each of its 3 endpoints does not answer in time',
    ],
    ['a single member', aCluster().withMembers(1), '! prod · Healthy: 1 of 1 voters, tolerates no failure'],
    [
      'a member nobody asked',
      aCluster().unasked('etcd-3'),
      '! prod · Writable: 2 of 3 voters are healthy, nothing is known of 1',
    ],
    [
      'no member list',
      aCluster().listFailing('permission_denied'),
      '! prod · Writable: 3 of 3 endpoints are healthy, but the member list cannot be read',
    ],
    [
      'two clusters',
      aCluster().stranger('http://10.9.9.9:2379', 'c2'),
      '✘ prod · MIXED UP: the endpoints answer for 2 different clusters',
    ],
  ])('says it in one line: %s', (_, world, line) => {
    expect(firstLine(world)).toBe(line);
  });
});

describe('what status finds', () => {
  const MB = 1_000_000;
  const MIB = 1024 * 1024;
  it.each<[string, World, readonly string[]]>([
    ['nothing in a healthy cluster', aCluster(), []],
    ['the process that is down', aCluster().dead('etcd-3'), ['process_down', 'no_tolerance']],
    ['the member that is silent', aCluster().hanging('etcd-3'), ['member_silent', 'no_tolerance']],
    ['an even number of voters', aCluster().withMembers(4), ['even_voters']],
    ['a lonely member', aCluster().withMembers(1), ['single_member']],
    ['a learner', aCluster().withMembers(4).learner('etcd-4'), ['learner']],
    [
      'a member not started',
      aCluster().withMembers(4).unstarted('etcd-4'),
      ['unstarted', 'no_tolerance', 'even_voters'],
    ],
    ['mixed versions', aCluster().version('etcd-3', '3.6.14'), ['mixed_versions']],
    ['lost quorum', aCluster().dead('etcd-2').dead('etcd-3').withoutQuorum(), ['quorum_lost', 'process_down']],
    ['no leader', aCluster().withoutQuorum(), ['no_leader']],
    ['NOSPACE', aCluster().alarm('etcd-1', 'NOSPACE'), ['no_space']],
    ['CORRUPT', aCluster().alarm('etcd-1', 'CORRUPT'), ['corrupt']],
    [
      'two leaders',
      aCluster().status('etcd-3', { leader: statusOf(aCluster().snapshot()).members[2]?.id ?? null }),
      ['leaders_disagree'],
    ],
    ['a denied Status', aCluster().refusing('etcd-1', { status: 'permission_denied' }), ['access_status_denied']],
    [
      'a full quota',
      aCluster().status('etcd-2', { dbSize: 1700 * MIB, dbSizeInUse: 1690 * MIB }),
      ['quota_nearly_full'],
    ],
    [
      'fragmentation of a file worth it',
      aCluster().status('etcd-2', { dbSize: 200 * MB, dbSizeInUse: 100 * MB }),
      ['fragmented'],
    ],
    ['no fragmentation of a small file', aCluster().status('etcd-2', { dbSize: 90 * MB, dbSizeInUse: 1 * MB }), []],
    ['a lagging member', aCluster().status('etcd-2', { raftIndex: 3000, raftAppliedIndex: 3000 }), ['raft_lag']],
    ['an unreadable namespace', aCluster().patroniFailing('permission_denied'), ['patroni_unreadable']],
    [
      'PostgreSQL without a leader',
      aCluster().patroni({ name: 'pg-a', leader: null, members: [] }),
      ['patroni_leaderless'],
    ],
    ['a member nobody asks', aCluster().unasked('etcd-2'), ['unasked']],
    ['a removed member', aCluster().stranger('http://10.9.9.9:2379'), ['stranger']],
    ['an unreadable alarm list', aCluster().alarmsFailing('permission_denied'), ['alarms_unreadable']],
    [
      'an unknown quota',
      aCluster()
        .refusing('etcd-1', { metrics: 'refused' })
        .refusing('etcd-2', { metrics: 'refused' })
        .refusing('etcd-3', { metrics: 'refused' }),
      ['quota_unknown'],
    ],
    ['a wrong CA', aCluster().allFailing('tls_untrusted'), ['access_untrusted']],
    ['a wrong password', aCluster().allFailing('auth_failed'), ['access_password']],
  ])('is %s', (_, world, expected) => {
    expect(codes(world)).toEqual(expected);
  });

  it('grows worse with the quota', () => {
    const tone = (mib: number) =>
      statusOf(
        aCluster()
          .status('etcd-2', { dbSize: mib * MIB })
          .snapshot(),
      ).findings.find(({ code }) => code === 'quota_nearly_full')?.tone;
    expect([1600, 1638.4, 1843.2].map(tone)).toEqual([undefined, 'warning', 'bad']);
  });
});

describe('a status of whom etcd tells less', () => {
  it('judges by probes when a user without root may not read Status', () => {
    const denied = {
      status: 'permission_denied',
      linearizable: 'permission_denied',
      serializable: 'permission_denied',
    } as const;
    const world = aCluster().refusing('etcd-1', denied).refusing('etcd-2', denied).refusing('etcd-3', denied);
    expect(firstLine(world)).toBe('✔ prod · Healthy: 3 of 3 voters, tolerates 1 failure');
    expect(tell(world)).toContain('The right it lacks is the role root');
    expect(tell(world)).toMatch(/Leader +unknown/);
  });

  it('names a dead member whose endpoint has another address, by elimination', () => {
    const world = aCluster().reachedAt('etcd-3', 'https://etcd-c.example:2379').dead('etcd-3');
    expect(firstLine(world)).toContain('1 of 3 down: tolerates no further failure (etcd-3 does not answer');
  });

  it('never counts a dead learner as a voter', () => {
    const { quorum } = statusOf(aCluster().withMembers(4).learner('etcd-4').dead('etcd-4').snapshot());
    expect(quorum).toMatchObject({ voters: 3, healthy: 3, quorum: 2, tolerance: 1 });
  });
});

describe('a status without a login', () => {
  it('names the login that is missing, not the right', () => {
    const open = { status: 'permission_denied', linearizable: 'auth_required', serializable: 'auth_required' } as const;
    const world = aCluster().refusing('etcd-1', open).refusing('etcd-2', open).refusing('etcd-3', open);
    expect(codes(world)).toContain('access_login_missing');
    expect(codes(world)).not.toContain('access_status_denied');
  });
});

describe('the page of status', () => {
  it('shows everything a glance needs', () => {
    const world = aCluster()
      .dead('etcd-3')
      .patroni(
        { name: 'pg-orders', leader: 'pg-orders-1', members: [] },
        { name: 'pg-audit', leader: 'pg-audit-1', members: [] },
      );
    expect(tell(world)).toMatchInlineSnapshot(`
      "! prod · 1 of 3 down: tolerates no further failure (etcd-3 does not answer: connection refused)

      What to do
      ──────────

      ! etcd does not run on etcd-3. On that host: systemctl status etcd, then journalctl -u etcd -n 100, then systemctl start etcd.
      ! The next failure stops all writes. Restart and change nothing else until the missing member is back or replaced.

      Leader         etcd-1 (term 7)
      Voters         2 of 3 healthy, quorum 2, tolerates 0
      Quota          20 MiB of 2 GiB (1 %)
      Fragmentation  10 %
      Alarms         none
      Version        3.5.30
      Revision       4,242
      PostgreSQL     2 clusters: pg-orders and pg-audit

      Member  Role      Health         DB  In use  Lag  Latency  Version  ID
      etcd-1  leader    healthy    20 MiB  18 MiB    0     3 ms  3.5.30   a1
      etcd-2  follower  healthy    20 MiB  18 MiB    0     3 ms  3.5.30   a2
      etcd-3  –         no answer       –       –    –        –  –        a3

      Seen 2026-11-22 03:10:00 UTC · asked in 12 ms
      "
    `);
    expect(tell(world, 'zh')).toMatchInlineSnapshot(`
      "! prod · 3 个投票成员中有 1 个宕机：不能再容忍任何故障（etcd-3 没有响应：连接被拒绝）

      下一步
      ──────

      ! etcd-3 上的 etcd 没有运行。在该主机上执行：systemctl status etcd，再看 journalctl -u etcd -n 100，然后 systemctl start etcd。
      ! 再有一个成员故障，写入就会全部停止。在缺失的成员恢复或被替换之前，不要重启或变更其他任何东西。

      Leader      etcd-1（任期 7）
      投票成员    2/3 健康，法定人数 2，可容忍 0 个故障
      配额        20 MiB / 2 GiB（1%）
      碎片率      10%
      告警        无
      版本        3.5.30
      修订版本    4,242
      PostgreSQL  2 个集群：pg-orders和pg-audit

      成员    角色      健康    数据库    已用  落后    延迟  版本    ID
      etcd-1  leader    健康    20 MiB  18 MiB     0  3 毫秒  3.5.30  a1
      etcd-2  follower  健康    20 MiB  18 MiB     0  3 毫秒  3.5.30  a2
      etcd-3  –         无响应       –       –     –       –  –       a3

      观察于 2026-11-22 03:10:00 UTC · 耗时 12 毫秒
      "
    `);
  });
});
