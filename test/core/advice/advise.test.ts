import { describe, expect, it } from 'vitest';
import { status } from '../../../commands/status.ts';
import { adviseOn } from '../../../src/core/advice/advise.ts';
import { type Compacted, compactedIn, compactionStandsStill } from '../../../src/core/advice/compaction.ts';
import { knownBad, knownOf } from '../../../src/core/advice/known-bad.ts';
import type { EndpointMetrics, Snapshot } from '../../../src/core/cluster.ts';
import { stateOf } from '../../../src/core/health/state.ts';
import { aCluster } from '../../a-cluster.ts';
import { tell } from '../../tell.ts';

const HOUR = 60 * 60 * 1000;
const codes = (snapshot: Snapshot, compacted: Compacted | null = null) => {
  const { urgent, inTime } = adviseOn({ state: stateOf(snapshot), snapshot, compacted });
  return { urgent: urgent.map(({ code }) => code), inTime: inTime.map(({ code }) => code) };
};
const quota8 = { quota: 8 * 1024 ** 3 };
/** Three members with a quota that somebody chose. */
const chosen = () => aCluster().status('etcd-1', quota8).status('etcd-2', quota8).status('etcd-3', quota8);
const running = (version: string) =>
  chosen().version('etcd-1', version).version('etcd-2', version).version('etcd-3', version);

describe('versions', () => {
  it.each<['etcd' | 'patroni', string, readonly string[]]>([
    ['etcd', '3.4.23', ['known_etcd_calls_without_login', 'known_etcd_end_of_life']],
    ['etcd', '3.4.45', ['known_etcd_end_of_life']],
    [
      'etcd',
      '3.5.2',
      [
        'known_etcd_inconsistent',
        'known_etcd_defrag_crash',
        'known_etcd_defrag_snapshot',
        'known_etcd_calls_without_login',
        'known_etcd_gate_36',
      ],
    ],
    ['etcd', '3.5.16', ['known_etcd_defrag_snapshot', 'known_etcd_calls_without_login', 'known_etcd_gate_36']],
    ['etcd', '3.5.25', ['known_etcd_calls_without_login', 'known_etcd_gate_36']],
    ['etcd', '3.5.28', []],
    ['etcd', '3.6.0', ['known_etcd_defrag_snapshot', 'known_etcd_calls_without_login']],
    ['etcd', '3.6.9', []],
    ['etcd', '3.7.1', []],
    ['etcd', 'unknown', []],
    ['patroni', '2.1.4', ['known_patroni_without_failsafe']],
    ['patroni', '3.0.2', ['known_patroni_failsafe_holes', 'known_patroni_no_leader']],
    ['patroni', '4.0.6', ['known_patroni_failsafe_holes', 'known_patroni_no_leader', 'known_patroni_loops']],
    ['patroni', '4.0.7', ['known_patroni_no_leader', 'known_patroni_loops']],
    ['patroni', '4.1.0', ['known_patroni_no_leader', 'known_patroni_loops']],
    ['patroni', '4.1.2', ['known_patroni_no_leader']],
    ['patroni', '4.1.3', []],
  ])('of %s %s are known for %j', (product, version, wanted) => {
    expect(knownOf(product, version).map(({ code }) => code)).toEqual(wanted);
  });

  it('have a source in every row', () => {
    expect(knownBad.every(({ source }) => source.length > 10)).toBe(true);
  });

  it('that may lose data are told by status, the others by reports alone', () => {
    const bad = running('3.5.2').snapshot();
    expect(codes(bad).urgent).toEqual(['known_etcd_inconsistent']);
    expect(codes(bad).inTime).toContain('known_etcd_gate_36');
    expect(tell(status, bad)).toContain('etcd 3.5.2 can lose consistency');
    expect(tell(status, bad)).not.toContain('3.6 directly');
  });
});

describe('advice', () => {
  it('is none where all is as it should be', () => {
    expect(codes(chosen().snapshot())).toEqual({ urgent: [], inTime: [] });
  });

  it('names a quota that nobody chose', () => {
    expect(codes(aCluster().snapshot()).inTime).toEqual(['quota_default']);
  });

  it('names a learner that makes a cluster look safer than it is', () => {
    expect(codes(chosen().learner('etcd-3').snapshot()).inTime).toEqual(['learners_counted']);
    const four = aCluster().withMembers(4);
    for (const who of ['etcd-1', 'etcd-2', 'etcd-3', 'etcd-4']) four.status(who, quota8);
    expect(codes(four.learner('etcd-4').snapshot()).inTime).toEqual([]);
  });

  it('names logins that are off, and versions that do not get on with logins', () => {
    const auth = { enabled: false, revision: 1, login: null, users: [], roles: [] };
    expect(codes({ ...chosen().snapshot(), auth: { ok: true, value: auth } }).inTime).toEqual(['logins_off']);
  });
});

type Compaction = NonNullable<EndpointMetrics['compaction']>;
const now = aCluster().snapshot().takenAt;
const told = (...all: readonly Partial<Compaction>[]): Snapshot => {
  const snapshot = aCluster().snapshot();
  return {
    ...snapshot,
    endpoints: snapshot.endpoints.map((report, index) => {
      const given = all[index];
      const compaction = { revision: 50_000, compactRevision: 100, at: null, since: now, tellsAge: true, ...given };
      const metrics = { quota: null, dbSize: null, dbSizeInUse: null, ...(given ? { compaction } : {}) };
      return { ...report, metrics: { ok: true, value: metrics } };
    }),
  };
};

describe('compaction', () => {
  it.each<[string, Snapshot, Compacted | null, boolean]>([
    ['an hour ago', told({ at: now - HOUR, since: now - 90 * HOUR }), null, false],
    ['two days ago', told({ at: now - 48 * HOUR, since: now - 90 * HOUR }), null, true],
    ['never, by processes that are old', told({ since: now - 30 * HOUR }, { since: now - 2 * HOUR }), null, true],
    ['never, by processes that are young', told({ since: now - 3 * HOUR }), null, false],
    ['long ago, with nothing to compact', told({ at: now - 90 * HOUR, revision: 900 }), null, false],
    ['nobody knows when, etcd 3.4, first seen now', told({ tellsAge: false, since: now - 90 * HOUR }), null, false],
    [
      'nobody knows when, etcd 3.4, seen so two days ago',
      told({ tellsAge: false, since: now - 90 * HOUR }),
      { revision: 100, since: now - 48 * HOUR },
      true,
    ],
    [
      'nobody knows when, etcd 3.4, another one than two days ago',
      told({ tellsAge: false, since: now - 90 * HOUR }),
      { revision: 50, since: now - 48 * HOUR },
      false,
    ],
    ['untold', told(), null, false],
  ])('that was %s is judged', (_, snapshot, last, still) => {
    expect(compactionStandsStill(snapshot, last)?.code ?? null).toBe(still ? 'compaction_still' : null);
    expect(codes(snapshot, last).inTime.includes('compaction_still')).toBe(still);
  });

  it('is remembered from the first time that it was seen', () => {
    const first = { revision: 100, since: now - HOUR };
    expect(compactedIn(told({}), null)).toEqual({ revision: 100, since: now });
    expect(compactedIn(told({}), first)).toBe(first);
    expect(compactedIn(told({ compactRevision: 200 }), first)).toEqual({ revision: 200, since: now });
    expect(compactedIn(told(), first)).toBe(first);
  });
});
