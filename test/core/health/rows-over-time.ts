import type { Member } from '../../../src/core/cluster.ts';
import { aCluster } from '../../a-cluster.ts';
import { at, counting, did, idle, NOW, read, type Scene, took } from './a-scene.ts';

const HOUR = 60 * 60_000;
const hashed = (outcome: 'same' | 'differ'): Scene => ({
  ...at(aCluster()),
  readings: [read(0, idle, { hashed: { at: NOW, outcome, who: ['etcd-2'] } })],
});
const beginning = (...starts: readonly number[]): Scene => ({
  ...at(aCluster()),
  readings: starts.map((startedAt, index) => read(starts.length - 1 - index, { ...idle, startedAt })),
});
const losing = (count: number): Scene => ({
  ...at(aCluster()),
  readings: [read(2, idle), read(0, counting({ failedSends: count }))],
});
const missing = (minutes: number): Scene => {
  const applied = { 'http://10.0.0.1:2379': 1, 'http://10.0.0.2:2379': 1 };
  return { ...at(aCluster().dead('etcd-3')), readings: [read(minutes, idle, { applied }), read(0, idle, { applied })] };
};
const growing = (from: number): Scene => {
  const quota = 2_048 * 1_024 ** 2;
  return {
    ...at(aCluster()),
    readings: [read(12, idle, { size: quota * from }), read(0, idle, { size: quota * 0.5 })],
  };
};
const learning = (its: number): Scene => {
  const world = aCluster().withMembers(4).learner('etcd-4');
  const applied = (voter: number, learner: number) => ({
    applied: { 'http://10.0.0.1:2379': voter, 'http://10.0.0.4:2379': learner },
  });
  return { ...at(world), readings: [read(2, idle, applied(1, 1), world), read(0, idle, applied(9, its), world)] };
};
const still = (minutes: number, revision: number): Scene => ({
  ...at(aCluster().patroni({ name: 'pg-test', leader: 'pg-test-1', members: ['pg-test-1'] })),
  readings: [read(minutes, idle, { revision: 7 }), read(0, idle, { revision })],
});
const knowing = (drop: number): Scene => {
  const { snapshot } = at(aCluster());
  const members: readonly Member[] = snapshot.members.ok ? snapshot.members.value.members : [];
  const list = (index: number) => ({ ok: true, value: index === 1 ? members.slice(drop) : members }) as const;
  return {
    snapshot: { ...snapshot, endpoints: snapshot.endpoints.map((each, index) => ({ ...each, list: list(index) })) },
  };
};
const saved = { kind: 'seen', directory: '/b', broken: 0, maxAgeMs: 26 * HOUR } as const;
const savedAgo = (hours: number): Scene => ({
  ...at(aCluster()),
  backup: { ...saved, newest: { name: 'x.db', at: NOW - hours * HOUR } },
});

/** As the rows of state: what shows over time, among members, or beside the cluster. */
export const rowsOverTime = {
  hash_differs: [hashed('differ'), hashed('same')],
  fsync_slow: [did({ fsync: took(20, 0.1) }), did({ fsync: took(10, 0.1) })],
  commit_slow: [did({ commit: took(20, 0.4) }), did({ commit: took(20, 0.2) })],
  peers_slow: [did({ peers: took(20, 0.2) }), did({ peers: took(20, 0.1) })],
  requests_slow: [did({ requests: took(20, 0.2) }), did({ requests: took(20, 0.1) })],
  member_gone: [missing(10), missing(9.9)],
  member_restarts: [beginning(0, 9_000, 18_000, 27_000), beginning(0, 9_000, 18_000, 18_000)],
  leader_changes: [did(counting({ leaderChanges: 4 })), did(counting({ leaderChanges: 3 }))],
  requests_fail: [
    did(counting({ requests: 1_000, failedRequests: 20 })),
    did(counting({ requests: 1_000, failedRequests: 19 })),
  ],
  sends_fail: [losing(2), losing(1)],
  overloaded: [did(counting({ failedHeartbeats: 60 })), did(counting({ failedHeartbeats: 59, slowApplies: 99 }))],
  proposals_fail: [did(counting({ failedProposals: 76 })), did(counting({ failedProposals: 75 }))],
  grows_fast: [growing(0.47), growing(0.48)],
  learner_stuck: [learning(1), learning(2)],
  revision_still: [still(10, 7), still(9.9, 7)],
  lists_differ: [knowing(1), knowing(0)],
  backup_none: [{ ...at(aCluster()), backup: { ...saved, newest: null } }, savedAgo(1)],
  backup_unreadable: [{ ...at(aCluster()), backup: { kind: 'unreadable', directory: '/b' } }, savedAgo(1)],
  backup_old: [savedAgo(26.1), savedAgo(26)],
} as const;
