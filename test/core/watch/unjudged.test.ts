import { describe, expect, it } from 'vitest';
import { statusOf } from '../../../src/core/facts/status.ts';
import { find } from '../../../src/core/health/finding.ts';
import type { Load, Reading } from '../../../src/core/history/load.ts';
import { inner, say } from '../../../src/core/message.ts';
import type { Symptom } from '../../../src/core/watch/incident.ts';
import { isUnjudged, type Sight } from '../../../src/core/watch/unjudged.ts';
import { aCluster } from '../../a-cluster.ts';

const load: Load = {
  ...{ fsync: null, commit: null, peers: null, requests: null, startedAt: 0 },
  counters: {
    ...{ leaderChanges: 0, failedProposals: 0, slowApplies: 0, failedHeartbeats: 0, requests: 0 },
    ...{ failedRequests: 0, failedSends: 0 },
  },
};
type World = ReturnType<typeof aCluster>;

/** A survey of which everything could be read, but for what is said. */
function sight(world: World = aCluster(), reading: Partial<Reading> = {}, more: Partial<Sight> = {}): Sight {
  const facts = statusOf(world.snapshot());
  const answering = facts.members.filter(({ health }) => health === 'healthy').map(({ endpoint }) => endpoint ?? '');
  const of = <T>(value: T) => Object.fromEntries(answering.map(endpoint => [endpoint, value]));
  return {
    facts,
    reading: {
      ...{ at: facts.takenAt, revision: 1, size: 1, loads: of(load), applied: of(1), hashed: null },
      ...reading,
    },
    backups: null,
    ...more,
  };
}
const symptom = (code: Symptom['code'], ...who: readonly string[]): Symptom => ({
  ...{ code, tone: 'warning', who, todo: null },
  title: say('finding.no_leader.title'),
});
const blind = { ...sight(aCluster().allFailing('unreachable')), reading: null };
const silent = sight(aCluster().dead('etcd-2'));
const seen = { kind: 'seen', directory: '/b', newest: null, broken: 0, maxAgeMs: 1 } as const;
const withFinding = (): Sight => {
  const whole = sight();
  const away = find('prometheus_silent', 'warning', { phrase: inner(say('fault.refused')), detail: '–' });
  return { ...whole, facts: { ...whole.facts, findings: [away] } };
};

describe('what a survey did not see', () => {
  it.each<[string, Symptom, Sight]>([
    ['anything, while nobody answers', symptom('quorum_lost'), blind],
    ['a backup, while nobody answers', symptom('backup_old'), blind],
    ['a slow disk of one that is silent', symptom('fsync_slow', 'etcd-2'), silent],
    ['a slow disk of one without metrics', symptom('fsync_slow', 'etcd-1'), sight(aCluster(), { loads: {} })],
    ['changes of the leader, where nobody counts', symptom('leader_changes'), sight(aCluster(), { loads: {} })],
    ['a process that is down, of one that is silent now', symptom('process_down', 'etcd-2'), silent],
    ['a member that was cut off and is silent', symptom('member_cut_off', 'etcd-2'), silent],
    ['a quota, of which one says nothing', symptom('quota_nearly_full'), silent],
    ['alarms that cannot be read', symptom('no_space', 'etcd-1'), sight(aCluster().alarmsFailing('deadline'))],
    ['data that was not compared', symptom('hash_differs', 'etcd-1'), sight()],
    ['a learner that says nothing', symptom('learner_stuck', 'etcd-1'), sight(aCluster(), { applied: {} })],
    ['certificates that nobody looked at', symptom('certificate_expires'), sight()],
    ['PostgreSQL without its keys', symptom('patroni_leaderless', 'pg'), sight()],
    [
      'backups that cannot be read',
      symptom('backup_none'),
      sight(aCluster(), {}, { backups: { kind: 'unreadable', directory: '/b' } }),
    ],
    ['a member that Prometheus lacks, while it says nothing', symptom('prometheus_blank', 'etcd-1'), withFinding()],
  ])('is not over: %s', (_title, of, from) => {
    expect(isUnjudged(of, from)).toBe(true);
  });

  it.each<[string, Symptom, Sight]>([
    ['that nobody answers, once somebody does', symptom('blind'), sight()],
    ['that nobody answers, while nobody does', symptom('blind'), blind],
    ['a slow disk of one that tells', symptom('fsync_slow', 'etcd-1'), silent],
    ['a slow disk of one that was removed', symptom('fsync_slow', 'etcd-9'), sight()],
    ['a process of one that answers', symptom('process_down', 'etcd-2'), sight()],
    ['a lost quorum', symptom('quorum_lost'), silent],
    ['an alarm, of one that is silent', symptom('no_space', 'etcd-2'), silent],
    ['a quota that all tell', symptom('quota_nearly_full'), sight()],
    ['data that agrees', symptom('hash_differs'), sight(aCluster(), { hashed: { at: 0, outcome: 'same', who: [] } })],
    ['backups that were seen', symptom('backup_old'), sight(aCluster(), {}, { backups: seen })],
    ['backups that are no longer configured', symptom('backup_old'), sight()],
  ])('is over: %s', (_title, of, from) => {
    expect(isUnjudged(of, from)).toBe(false);
  });
});
