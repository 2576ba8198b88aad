import { describe, expect, it } from 'vitest';
import { checkPlan } from '../../../src/core/check.ts';
import { plain } from '../../../src/core/message.ts';
import { defragmentationOf, stallsOf } from '../../../src/core/patroni/stall.ts';
import type { Step } from '../../../src/core/plan.ts';
import type { PlaybookProof, PlaybookRun } from '../../../src/core/playbook.ts';
import { speak } from '../../../src/text/speak.ts';
import { aCluster } from '../../a-cluster.ts';
import { aPostgres } from '../../a-postgres.ts';
import {
  aCase,
  aPlan,
  awaitHealth,
  compact,
  defragment,
  disarm,
  join,
  member,
  moveLeader,
  remove,
  restartByHand,
  update,
} from '../a-plan.ts';

type World = ReturnType<typeof aCluster>;
const GB = 1_000_000_000;

const off = { failsafeMode: false };
const exposed = (name = 'pg-test') => aPostgres(name).config(off);
const pause = (postgres: string): Step => ({ kind: 'pause-postgres', postgres, until: null });
const resume = (postgres: string): Step => ({ kind: 'resume-postgres', postgres });
const large = (world: World = aCluster()) => {
  for (const who of ['etcd-1', 'etcd-2', 'etcd-3']) world.status(who, { dbSize: 4 * GB, dbSizeInUse: 4 * GB });
  return world;
};
const runs = (proof: PlaybookProof, more: Partial<PlaybookRun> = {}): Step => ({
  kind: 'run-playbook',
  run: { playbook: 'etcd.yml', limit: ['10.0.0.1'], tags: ['etcd_launch'], extra: {}, forks: 1, ...more },
  proof,
  withinMs: 60_000,
});

const said = (world: World, steps: readonly Step[], language: 'en' | 'zh' = 'en'): string => {
  const verdict = checkPlan(aCase(world.snapshot(), steps)).find(({ guard }) => guard === 'patroni');
  const text = verdict ? plain(speak(verdict.because, language)) : 'no such guard';
  return `${verdict?.outcome}: ${text.replace(/\s/g, ' ')}`;
};

describe('what PostgreSQL feels of a plan', () => {
  it.each<readonly [string, World, readonly Step[], RegExp]>([
    ['no namespace', aCluster(), [defragment(1)], /^skipped: No Patroni namespace/],
    ['nobody there', aCluster().postgres(), [defragment(1)], /^passed: No PostgreSQL cluster/],
    [
      'keys that cannot be read',
      aCluster().postgresFailing('permission_denied'),
      [defragment(2)],
      /^refused: .*denies the right/,
    ],
    ['such keys, and nobody waits', aCluster().postgresFailing('permission_denied'), join(4), /^skipped: /],
    [
      'more keys than were read',
      aCluster().postgres(aPostgres().answers('pg-test-1', 'pg-test-2')).postgresInPart(),
      [defragment(2)],
      /^refused: More keys lie in the namespace.*\/etcd space$/,
    ],
    [
      'more keys than were read, and nobody waits',
      aCluster().postgres(aPostgres()).postgresInPart(),
      join(4),
      /^passed/,
    ],
    [
      'a rescue among more keys than were read',
      aCluster().alarm('etcd-1', 'NOSPACE').postgres(exposed()).postgresInPart(),
      [defragment(1), disarm(1, 'NOSPACE')],
      /^passed: etcd takes no writes/,
    ],
    ['adding a member', aCluster().postgres(exposed()), join(4), /^passed: 1 PostgreSQL cluster depends .*: pg-test$/],
    ['a large follower', large().postgres(exposed()), [defragment(2)], /^passed: Only one member.*within 4 s/],
    [
      'a large leader',
      large().postgres(exposed()),
      [defragment(1)],
      /^refused: Step 1 .*for 40 s.*pg-test tolerates less than 7.2 s/,
    ],
    [
      'a small leader',
      aCluster().postgres(exposed()),
      [defragment(1)],
      /^passed: Step 1 .*for 1 s; the tightest of 1, pg-test/,
    ],
    [
      'a leader whose size nobody knows',
      aCluster().refusing('etcd-1', { status: 'deadline', metrics: 'deadline' }).postgres(exposed('a'), exposed('b')),
      [defragment(1)],
      /^refused: Nobody knows for how long step 1 .*the primaries of a and b may be demoted.*--pause-postgres$/,
    ],
    [
      'such a leader, where all are paused',
      aCluster().refusing('etcd-1', { status: 'deadline', metrics: 'deadline' }).postgres(exposed()),
      [pause('pg-test'), defragment(1)],
      /^passed: .*stays/,
    ],
    [
      'a leader that was slow before',
      aCluster().defragmentsIn('etcd-1', 11.2).postgres(exposed()),
      [defragment(1)],
      /^refused: .*12 s/,
    ],
    [
      'a large leader that handed over',
      large().postgres(exposed()),
      [moveLeader(1, 2), awaitHealth(), defragment(1)],
      /^passed: Step 1 .*for 2 s/,
    ],
    [
      'the only voter',
      large(aCluster().withMembers(3))
        .withMembers(1)
        .status('etcd-1', { dbSizeInUse: 2 * GB })
        .postgres(exposed()),
      [defragment(1)],
      /^refused: .*20 s/,
    ],
    [
      'a large leader, all paused',
      large().postgres(
        exposed()
          .config({ ...off, pause: true })
          .each({ paused: true }),
      ),
      [defragment(1)],
      /^passed: .*the cluster stays/,
    ],
    [
      'a pause nobody has seen',
      large().postgres(exposed().config({ ...off, pause: true })),
      [defragment(1)],
      /^refused/,
    ],
    [
      'failsafe with everybody answering',
      large().postgres(aPostgres().answers('pg-test-1', 'pg-test-2')),
      [defragment(1)],
      /^passed: .*stays/,
    ],
    [
      'failsafe with one silent',
      large().postgres(aPostgres().answers('pg-test-1').silent('pg-test-2')),
      [defragment(1)],
      /^refused: .*pg-test tolerates/,
    ],
    [
      'failsafe with one silent, and a stall that is shorter than anybody feels',
      aCluster().postgres(aPostgres().answers('pg-test-1').silent('pg-test-2'), exposed('b')),
      [moveLeader(1, 2)],
      /^passed: Step 1 .*for 2 s.*But pg-test-2 does not answer, so failsafe mode saves no primary if etcd is away for longer/,
    ],
    [
      'failsafe with two silent, and only one member away',
      aCluster().postgres(aPostgres('pg-test', 3).answers('pg-test-1').silent('pg-test-2', 'pg-test-3')),
      [defragment(2)],
      /^passed: Only one member.*But pg-test-2 and pg-test-3 do not answer/,
    ],
    [
      'failsafe with one silent, paused',
      large().postgres(aPostgres().answers('pg-test-1').silent('pg-test-2')),
      [pause('pg-test'), defragment(1)],
      /^passed: .*the cluster stays as they are$/,
    ],
    ['failsafe nobody could look at', large().postgres(aPostgres()), [defragment(1)], /^refused/],
    [
      'failsafe nobody could look at, and an election',
      aCluster().postgres(aPostgres()),
      [moveLeader(1, 2)],
      /^passed: .*for 2 s/,
    ],
    [
      'a tight one among others',
      aCluster().postgres(aPostgres('a').config({ ...off, ttl: 20, loopWait: 5, retryTimeout: 5 }), exposed('b')),
      [moveLeader(1, 2)],
      /tightest of 2, a, tolerates 2.2 s/,
    ],
    [
      'several at once',
      large().postgres(exposed('a'), exposed('b'), exposed('c')),
      [defragment(1)],
      /2 others are in the same position/,
    ],
    [
      'paused by the plan',
      large().postgres(exposed()),
      [pause('pg-test'), defragment(1), resume('pg-test')],
      /^passed: Step 2 /,
    ],
    [
      'resumed too early',
      large().postgres(exposed()),
      [pause('pg-test'), resume('pg-test'), defragment(1)],
      /^refused: Step 3/,
    ],
    [
      'only one of two paused',
      large().postgres(exposed('a'), exposed('b')),
      [pause('a'), defragment(1)],
      /^refused: .*and b tolerates/,
    ],
    [
      'a switchover under way',
      aCluster().postgres(aPostgres().failover({ leader: null, candidate: 'pg-test-2', scheduledAt: null })),
      [compact(9)],
      /^refused: A switchover.*pg-test\. Wait/,
    ],
    [
      'one planned for next week',
      aCluster().postgres(
        aPostgres().failover({ leader: null, candidate: null, scheduledAt: '2026-11-29T03:00:00+00:00' }),
      ),
      [compact(9)],
      /^passed/,
    ],
    [
      'one planned for soon',
      aCluster().postgres(
        aPostgres().failover({ leader: null, candidate: null, scheduledAt: '2026-11-22T03:30:00+00:00' }),
      ),
      [compact(9)],
      /^refused/,
    ],
    [
      'one at a time nobody can read',
      aCluster().postgres(aPostgres().failover({ leader: null, candidate: null, scheduledAt: 'soon' })),
      [compact(9)],
      /^refused/,
    ],
    [
      'no leader',
      aCluster().postgres(aPostgres().keys({ leader: 'absent' })),
      [compact(9)],
      /^refused: Without a primary.*pg-test.*pg pause pg-test/,
    ],
    [
      'no leader, paused first',
      aCluster().postgres(aPostgres().keys({ leader: 'absent' })),
      [pause('pg-test'), compact(9)],
      /^passed/,
    ],
    ['keys left behind', large().postgres(aPostgres('old', 0).keys({ leader: 'absent' })), [defragment(1)], /^passed/],
    [
      'a broken configuration',
      large().postgres(aPostgres().keys({ config: 'broken' })),
      [defragment(1)],
      /^refused: .*less than 200 ms/,
    ],
    [
      'a rescue',
      large()
        .alarm('etcd-1', 'NOSPACE')
        .postgres(exposed().keys({ leader: 'absent' })),
      [defragment(1), disarm(1, 'NOSPACE')],
      /^passed: etcd takes no writes/,
    ],
    [
      'taking a dead member out',
      aCluster()
        .dead('etcd-3')
        .postgres(exposed().keys({ leader: 'absent' })),
      [remove(3)],
      /^passed: 1 PostgreSQL/,
    ],
    [
      'a reset',
      aCluster().postgres(exposed()),
      [runs({ kind: 'fresh', members: [member(1)] })],
      /^refused: Step 1 takes etcd away/,
    ],
    [
      'a reset, paused',
      aCluster().postgres(exposed()),
      [pause('pg-test'), runs({ kind: 'fresh', members: [member(1)] })],
      /^passed/,
    ],
  ])('%s', (_, world, steps, expected) => {
    expect(said(world, steps)).toMatch(expected);
  });

  it('names the very line that pauses first', () => {
    expect(said(large().postgres(exposed()), [defragment(1)])).toContain(
      'Pause first: /etcd member remove etcd-3 --pause-postgres',
    );
  });

  it('says it in Chinese, too', () => {
    const texts = [
      said(large().postgres(exposed()), [defragment(1)], 'zh'),
      said(large().postgres(exposed()), [defragment(2)], 'zh'),
      said(aCluster().postgres(aPostgres().keys({ leader: 'absent' })), [compact(9)], 'zh'),
    ];
    expect(texts[0]).toMatch(/写入中断 40.*请先暂停：\/etcd/);
    expect(texts[1]).toMatch(/^passed: 同一时间只有一个成员没有响应/);
    expect(texts[2]).toMatch(/^refused: 没有主库/);
  });
});

describe('how long a step keeps somebody waiting', () => {
  const stalls = (world: World, ...steps: readonly Step[]) => {
    const snapshot = world.snapshot();
    return stallsOf(aPlan(snapshot, ...steps), snapshot).map(({ reach, seconds }) => `${reach} ${seconds}`);
  };
  const five = () => aCluster().withMembers(5);
  const restarted = (number: number): PlaybookProof => ({ kind: 'restarted', member: member(number) });

  it.each<readonly [string, World, readonly Step[], readonly string[]]>([
    ['a follower restarts', aCluster(), [runs(restarted(2))], ['one 10']],
    ['a follower is restarted by hand', aCluster(), [restartByHand(2)], ['one 10']],
    ['the leader is restarted by hand', aCluster(), [restartByHand(1)], ['all 2']],
    ['the leader restarts', aCluster(), [runs(restarted(1))], ['all 2']],
    ['several restart together', aCluster(), [runs(restarted(2), { limit: ['a', 'b'], forks: 10 })], ['all 10']],
    ['a follower is removed', aCluster(), [remove(3)], ['one 10']],
    ['the leader is removed', aCluster(), [remove(1)], ['all 2']],
    [
      'a playbook takes the whole cluster out',
      aCluster(),
      [runs({ kind: 'gone', members: [member(1), member(2), member(3)] })],
      ['all null'],
    ],
    ['a playbook writes files', aCluster(), [runs({ kind: 'none' })], []],
    ['a follower moves', aCluster(), [update(3, 'http://10.0.0.9:2380')], ['one 10']],
    ['nobody waits for logins, alarms and learners', aCluster(), [...join(4), disarm(1, 'CORRUPT')], []],
    ['of one voter, everybody waits', aCluster().withMembers(1), [runs(restarted(1)), compact(4)], ['all 10', 'all 1']],
    ['the only voter gets another address', aCluster().withMembers(1), [update(1, 'http://10.0.0.9:2380')], ['all 2']],
    ['of two voters, the follower restarts', aCluster().withMembers(2), [runs(restarted(2))], ['all 10']],
    ['of two voters, the leader restarts', aCluster().withMembers(2), [runs(restarted(1))], ['all 10']],
    ['of two voters, the follower moves', aCluster().withMembers(2), [update(2, 'http://10.0.0.9:2380')], ['all 10']],
    ['of two voters, the follower is removed', aCluster().withMembers(2), [remove(2)], ['one 10']],
    ['of two voters, the follower is defragmented', aCluster().withMembers(2), [defragment(2)], ['one 1']],
    ['one is down, and another restarts', aCluster().dead('etcd-3'), [runs(restarted(2))], ['all 10']],
    ['one is down, and restarts', aCluster().dead('etcd-3'), [runs(restarted(3))], ['one 10']],
    ['one is down, and another is removed', aCluster().dead('etcd-3'), [remove(2)], ['all null']],
    ['one is down, and is removed', aCluster().dead('etcd-3'), [remove(3)], []],
    [
      'of five two are down, and another restarts',
      five().dead('etcd-4').dead('etcd-5'),
      [runs(restarted(2))],
      ['all 10'],
    ],
    ['of five one is down, and another restarts', five().dead('etcd-5'), [runs(restarted(2))], ['one 10']],
    [
      'beside one voter a learner restarts',
      aCluster().withMembers(2).learner('etcd-2'),
      [runs(restarted(2))],
      ['one 10'],
    ],
    [
      'the only voter is defragmented, and nobody says who leads',
      aCluster().withMembers(1).leader(null),
      [defragment(1)],
      ['all 1'],
    ],
    [
      'beside three voters a learner restarts',
      aCluster().withMembers(4).learner('etcd-4'),
      [runs(restarted(4))],
      ['one 10'],
    ],
  ])('%s', (_, world, steps, expected) => {
    expect(stalls(world, ...steps)).toEqual(expected);
  });

  it('estimates a defragmentation by the data, and by the member’s own last ones', () => {
    const seconds = (world: World) => defragmentationOf(member(2), world.snapshot());
    expect(seconds(aCluster())).toBe(1);
    expect(seconds(aCluster().status('etcd-2', { dbSize: 9 * GB, dbSizeInUse: 2 * GB }))).toBe(20);
    expect(
      seconds(
        aCluster()
          .status('etcd-2', { dbSize: 9 * GB, dbSizeInUse: null })
          .refusing('etcd-2', { metrics: 'deadline' }),
      ),
    ).toBe(90);
    expect(seconds(aCluster().defragmentsIn('etcd-2', 2.5))).toBe(3);
    expect(seconds(aCluster().dead('etcd-2'))).toBe('unknown');
    expect(seconds(aCluster().defragmentsIn('etcd-2', 2.5).dead('etcd-2'))).toBe('unknown');
  });
});
