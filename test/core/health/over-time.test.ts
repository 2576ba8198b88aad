import { describe, expect, it } from 'vitest';
import type { Member } from '../../../src/core/cluster.ts';
import { judgeBackups } from '../../../src/core/health/backup.ts';
import { judgeLists } from '../../../src/core/health/lists.ts';
import { findingsOverTime } from '../../../src/core/health/over-time.ts';
import { stateOf } from '../../../src/core/health/state.ts';
import { isHashDue } from '../../../src/core/history/hash-due.ts';
import type { Histogram } from '../../../src/core/history/histogram.ts';
import type { Load, Reading } from '../../../src/core/history/load.ts';
import { quantileOver } from '../../../src/core/history/over-time.ts';
import { thresholdDefaults } from '../../../src/core/thresholds.ts';
import { alertNamesOf, isSymptomCode, symptomCodes } from '../../../src/core/watch/patience.ts';
import { aCluster } from '../../a-cluster.ts';

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 0, 1, 12);
const world = aCluster();
const state = stateOf(world.snapshot());
const [first = '', second = '', third = ''] = state.members.map(({ endpoint }) => endpoint ?? '');

const bounds = [0.01, 0.1, 0.2, 0.4, 0.8, 1.6];
/** So many that took at most 10 ms, and so many that took up to the bound that is given. */
const took = (quick: number, slow: number, bound: number): Histogram => ({
  bounds,
  counts: bounds.map(each => (each >= bound ? quick + slow : quick)),
  total: quick + slow,
});
const idle: Load = {
  ...{ fsync: took(0, 0, 0.01), commit: took(0, 0, 0.01), peers: took(0, 0, 0.01), requests: null },
  counters: {
    ...{ leaderChanges: 1, failedProposals: 0, slowApplies: 0 },
    ...{ failedHeartbeats: 0, requests: 0, failedRequests: 0, failedSends: 0 },
  },
  startedAt: 1,
};
const counting = (counters: Partial<Load['counters']>, startedAt = 1): Load => ({
  ...idle,
  counters: { ...idle.counters, ...counters },
  startedAt,
});
const reading = (minutesAgo: number, load: Load | null, more: Partial<Reading> = {}): Reading => ({
  ...{ at: NOW - minutesAgo * MINUTE, revision: minutesAgo, size: 1_000, applied: {}, hashed: null },
  loads: load ? { [first]: load, [second]: idle, [third]: idle } : {},
  ...more,
});
const found = (readings: readonly Reading[], of = state, limits = thresholdDefaults) =>
  findingsOverTime(of, readings, [], limits).map(({ code, tone }) => `${code} ${tone}`);
const between = (load: Load) => found([reading(4, idle), reading(0, load)]);

describe('what shows only over time', () => {
  it.each([
    ['1 % of fsyncs at the limit of nothing', { fsync: took(1_000, 9, 0.8) }, []],
    ['2 % of fsyncs up to 200 ms', { fsync: took(980, 20, 0.2) }, ['fsync_slow info']],
    ['2 % of fsyncs up to 800 ms', { fsync: took(980, 20, 0.8) }, ['fsync_slow warning']],
    ['2 % of fsyncs up to 1.6 s', { fsync: took(980, 20, 1.6) }, ['fsync_slow bad']],
    ['2 % of commits up to 200 ms', { commit: took(980, 20, 0.2) }, []],
    ['2 % of commits up to 400 ms', { commit: took(980, 20, 0.4) }, ['commit_slow warning']],
    ['2 % of round trips up to 200 ms', { peers: took(980, 20, 0.2) }, ['peers_slow warning']],
    ['requests that nobody counted before', { requests: took(980, 20, 0.2) }, []],
  ] as const)('judges %s', (_, load, expected) => {
    expect(between({ ...idle, ...load })).toEqual(expected);
  });

  it.each([
    [{ leaderChanges: 4 }, []],
    [{ leaderChanges: 5 }, ['leader_changes warning']],
    [{ failedProposals: 75 }, []],
    [{ failedProposals: 76 }, ['proposals_fail warning']],
    [{ requests: 19, failedRequests: 19 }, []],
    [{ requests: 3_000, failedRequests: 30 }, []],
    [{ requests: 3_000, failedRequests: 31 }, ['requests_fail warning']],
    [{ requests: 3_000, failedRequests: 151 }, ['requests_fail bad']],
  ] as const)('counts %j', (counters, expected) => expect(between(counting(counters))).toEqual(expected));

  it.each([
    [
      'one method that fails',
      { Range: { requests: 100, failed: 25 } },
      { Range: { requests: 50, failed: 5 } },
      ['bad', 'Range'],
    ],
    ['a method that has just begun to fail', { Txn: { requests: 100, failed: 25 } }, undefined, null],
    ['too few of a method', { Range: { requests: 100, failed: 24 } }, { Range: { requests: 50, failed: 5 } }, null],
  ] as const)('judges %s, though of all requests few do', (_, methods, before, expected) => {
    const all = counting({ requests: 100_000, failedRequests: 0 });
    const readings = [
      reading(4, { ...idle, ...(before && { methods: before }) }),
      reading(0, { ...all, counters: { ...all.counters, failedRequests: 25 }, methods }),
    ];
    const [finding] = findingsOverTime(state, readings, []);
    expect(finding && [finding.tone, JSON.stringify(finding.params.what).match(/Range|Txn/)?.[0]]).toEqual(
      expected ?? undefined,
    );
  });

  it('warns where nothing is written any more though something was all the time', () => {
    const past = (every: (index: number) => number) =>
      Array.from({ length: 24 }, (_, index) => ({
        ...{
          at: NOW - (130 - index * 5) * MINUTE,
          revision: every(index),
          quota: 1,
          leader: null,
          healthy: 3,
          voters: 3,
        },
        members: [],
      }));
    const readings = [reading(12, idle, { revision: 99 }), reading(0, idle, { revision: 99 })];
    const codes = (samples: ReturnType<typeof past>, of = state) =>
      findingsOverTime(of, readings, samples).map(({ code, tone }) => `${code} ${tone}`);
    expect(codes(past(index => index))).toEqual(['revision_still warning']);
    expect(codes(past(index => Math.floor(index / 2)))).toEqual([]);
    expect(codes(past(index => (index > 10 ? 99 : index)))).toEqual([]);
    const used = stateOf(
      aCluster()
        .patroni({ name: 'pg', leader: 'pg-1', members: ['pg-1'] })
        .snapshot(),
    );
    expect(
      codes(
        past(index => Math.floor(index / 2)),
        used,
      ),
    ).toEqual(['revision_still info']);
  });

  it('counts anew what a new process has counted', () => {
    const before = counting({ leaderChanges: 90, failedProposals: 5_000 });
    expect(found([reading(4, before), reading(0, counting({ leaderChanges: 1 }, 2))])).toEqual([]);
    expect(found([reading(4, before), reading(0, counting({ leaderChanges: 4 }, 2))])).toEqual([
      'leader_changes warning',
    ]);
  });

  it('says nothing of what is older than its window, or of one reading alone', () => {
    const slow = { ...idle, fsync: took(980, 20, 1.6) };
    expect(found([reading(9, idle), reading(4.9, slow), reading(0, slow)])).toEqual([]);
    expect(found([reading(0, slow)])).toEqual([]);
    expect(found([])).toEqual([]);
    const gone = [reading(4, idle), reading(1, slow), reading(0, null)];
    expect(found(gone)).toEqual([]);
  });

  it('tells quantiles as Prometheus does', () => {
    // 980 up to 10 ms, 20 evenly up to 800 ms in the bucket from 400: the 990th of 1,000 lies in its middle.
    const readings = [reading(4, idle), reading(0, { ...idle, fsync: took(980, 20, 0.8) })];
    expect(quantileOver(readings, first, 'fsync', 5 * MINUTE, 0.99)).toBeCloseTo(0.6, 10);
    expect(quantileOver(readings, second, 'fsync', 5 * MINUTE, 0.99)).toBeNull();
  });

  it('takes the thresholds of the cluster', () => {
    const readings = [reading(4, idle), reading(0, { ...idle, fsync: took(980, 20, 0.2) })];
    expect(found(readings, state, { ...thresholdDefaults, fsyncWarning: 0.1 })).toEqual(['fsync_slow warning']);
    expect(found(readings, state, { ...thresholdDefaults, fsyncNotice: 0.3 })).toEqual([]);
  });

  it('foretells a quota that is full within four hours, by ten minutes at least', () => {
    const quota = state.quota?.bytes ?? 0;
    const rising = (minutes: number, hoursLeft: number) => {
      const last = quota / 2;
      const perMinute = (quota - last) / (hoursLeft * 60);
      return [reading(minutes, idle, { size: last - perMinute * minutes }), reading(0, idle, { size: last })];
    };
    expect(quota).toBeGreaterThan(0);
    expect(found(rising(12, 3.9))).toEqual(['grows_fast warning']);
    expect(found(rising(12, 4.1))).toEqual([]);
    expect(found(rising(9, 1))).toEqual([]);
  });

  it('knows a learner that stands still from one that follows, and from a cluster in which nothing happens', () => {
    const learning = stateOf(aCluster().withMembers(4).learner('etcd-4').snapshot());
    const [leader = '', learner = ''] = ['etcd-1', 'etcd-4'].map(
      name => learning.members.find(member => member.name === name)?.endpoint ?? '',
    );
    const over = (voter: number, its: number) =>
      found(
        [
          reading(2, idle, { applied: { [leader]: 10, [learner]: 10 } }),
          reading(0, idle, { applied: { [leader]: 10 + voter, [learner]: 10 + its } }),
        ],
        learning,
      );
    expect(over(5, 0)).toEqual(['learner_stuck warning']);
    expect(over(5, 1)).toEqual([]);
    expect(over(0, 0)).toEqual([]);
  });

  it('tells that data differs until somebody has compared again', () => {
    const hashed = { at: NOW, outcome: 'differ', who: ['etcd-2'] } as const;
    expect(found([reading(0, idle, { hashed })])).toEqual(['hash_differs bad']);
    expect(found([reading(0, idle, { hashed: { ...hashed, outcome: 'same', who: [] } })])).toEqual([]);
  });
});

describe('a member that restarts', () => {
  const HOURS = 60 * MINUTE;
  /** Readings by minutes ago; what began so many minutes before now each time. */
  const seen = (...starts: readonly (readonly [ago: number, began: number])[]) =>
    found(starts.map(([ago, began]) => reading(ago, counting({}, NOW + HOURS - began * MINUTE))));

  it.each([
    ['never', seen([14, 99], [9, 99], [4, 99], [0, 99]), []],
    ['once, or twice', seen([14, 99], [9, 10], [4, 5], [0, 5]), []],
    ['three times', seen([14, 99], [9, 10], [4, 5], [0, 1]), ['member_restarts warning']],
    ['every minute', seen([4, 99], [3, 3], [2, 2], [1, 1], [0, 0]), ['member_restarts warning']],
    ['three times, and not any more for five minutes', seen([14, 99], [9, 10], [8, 9], [6, 7], [0, 7]), []],
    ['three times within an hour', seen([50, 99], [40, 41], [14, 15], [9, 10], [0, 1]), []],
    ['by the clock of its machine alone', seen([4, 9], [3, 9.01], [2, 9], [1, 9.02], [0, 9]), []],
  ])('%s', (_, codes, expected) => expect(codes).toEqual(expected));

  it('is named, with how often it was seen', () => {
    const starts = [99, 4, 3, 2, 1, 0].map((began, index) => reading(5 - index, counting({}, NOW - began * MINUTE)));
    const [finding] = findingsOverTime(state, starts, []);
    expect(finding).toMatchObject({ code: 'member_restarts', params: { count: 5 } });
    expect(JSON.stringify(finding?.params.who)).toContain(state.members[0]?.name);
    expect(JSON.stringify(finding?.params.who)).not.toContain(state.members[1]?.name);
  });
});

describe('data is compared', () => {
  const HOUR = 60 * MINUTE;
  const at = (hoursAgo: number, outcome: 'same' | 'differ' | null) => ({
    ...reading(0.25, idle),
    hashed: { at: NOW - hoursAgo * HOUR, outcome, who: [] },
  });
  const loads = reading(0, idle).loads;
  const due = (before: Reading | null, now = loads, bytes: number | null = 1_000) =>
    isHashDue(before, { loads: now, answering: Object.keys(now).length, at: NOW, bytesInUse: bytes });

  it.each([
    ['for the first time', due(null), true],
    ['when nobody has yet', due(reading(1, idle)), true],
    ['not again so soon', due(at(5.9, 'same')), false],
    ['after six hours', due(at(6, 'same')), true],
    ['at every look while it differs', due(at(0, 'differ')), true],
    ['again soon, but not at once, where it could not be', due(at(0.1, null)), false],
    ['after ten minutes, where it could not be', due(at(0.2, null)), true],
    ['when a process has begun anew', due(at(1, 'same'), { ...loads, [second]: counting({}, 2) }), true],
    ['when a member came back', due({ ...at(1, 'same'), loads: { [first]: idle } }), true],
    [
      'not when metrics came back of a member that had answered',
      due({ ...at(1, 'same'), loads: { [first]: idle }, applied: { [first]: 1, [second]: 1, [third]: 1 } }),
      false,
    ],
    ['not when a member went', due(at(1, 'same'), { [first]: idle, [second]: idle }), false],
    ['not with one alone', due(null, { [first]: idle }), false],
    [
      'where nothing is known of the processes of members that answer',
      isHashDue(null, { loads: {}, answering: 3, at: NOW, bytesInUse: 1_000 }),
      true,
    ],
    ['not where reading it all holds up the rest', due(null, loads, 3 * 1024 ** 3), false],
    ['not where its size is unknown', due(null, loads, null), false],
  ])('%s', (_, is, expected) => expect(is).toBe(expected));
});

describe('what each member knows of the members', () => {
  const { members } = world.snapshot();
  const all: readonly Member[] = members.ok ? members.value.members : [];
  const list = (...lists: readonly (readonly Member[])[]) => ({
    endpoints: world.snapshot().endpoints.map((each, index) => ({
      ...each,
      list: { ok: true as const, value: lists[index] ?? [] },
    })),
  });

  it('is the same for all, in whatever order', () => {
    expect(judgeLists(state, list(all, all.toReversed(), all))).toEqual([]);
    expect(judgeLists(state, world.snapshot())).toEqual([]);
  });

  it.each<[string, Partial<Member>]>([
    ['an address', { peerUrls: ['http://10.0.0.9:2380'] }],
    ['a name', { name: 'etcd-9' }],
    ['a learner', { learner: true }],
  ])('differs by %s, too', (_, other) => {
    const changed = all.map((member, index) => (index === 0 ? { ...member, ...other } : member));
    expect(judgeLists(state, list(all, all, changed)).map(({ code }) => code)).toEqual(['lists_differ']);
  });

  it('names whoever differs from most', () => {
    const [finding] = judgeLists(state, list(all, all.slice(1), all));
    expect(finding).toMatchObject({ code: 'lists_differ', params: { who: { value: [{ verbatim: 'etcd-2' }] } } });
  });
});

describe('backups', () => {
  const seen = { kind: 'seen', directory: '/b', broken: 0, maxAgeMs: 26 * 60 * MINUTE } as const;
  const at = (hours: number) => ({ ...seen, newest: { name: 'x.db', at: NOW - hours * 60 * MINUTE } });
  it.each([
    [null, []],
    [{ kind: 'elsewhere' } as const, []],
    [{ kind: 'unreadable', directory: '/b' } as const, ['backup_unreadable']],
    [{ ...seen, newest: null }, ['backup_none']],
    [at(26), []],
    [at(26.1), ['backup_old']],
  ])('of %j', (sight, expected) => expect(judgeBackups(sight, NOW).map(({ code }) => code)).toEqual(expected));
});

describe('the alerts of others', () => {
  const told = symptomCodes.flatMap(code => alertNamesOf(code));
  it.each([
    ...['etcdMembersDown', 'etcdInsufficientMembers', 'etcdNoLeader', 'etcdHighNumberOfLeaderChanges'],
    ...['etcdHighNumberOfFailedGRPCRequests', 'etcdGRPCRequestsSlow', 'etcdMemberCommunicationSlow'],
    ...['etcdHighNumberOfFailedProposals', 'etcdHighFsyncDurations', 'etcdHighCommitDurations'],
    ...['etcdDatabaseQuotaLowSpace', 'etcdBackendQuotaLowSpace', 'etcdExcessiveDatabaseGrowth'],
    ...['etcdDatabaseHighFragmentationRatio', 'etcdGRPCReadRequestsSlow', 'etcdGRPCWriteRequestsSlow'],
    ...['etcdSignerCAExpirationWarning', 'etcdSignerCAExpirationCritical'],
    ...['EtcdServerDown', 'EtcdNoLeader', 'EtcdQuotaFull', 'EtcdNetworkPeerRTSlow', 'EtcdWalFsyncSlow'],
    'PatroniFailSafeActive',
  ])('%s is stood for', name => expect(told).toContain(name));

  it('stand beside codes that exist', () => expect(symptomCodes.every(isSymptomCode)).toBe(true));
});
