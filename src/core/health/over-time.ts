import type { CounterName, Reading } from '../history/load.ts';
import { increaseOver, quantileOver, restartsOver } from '../history/over-time.ts';
import { bytes, duration, ratio } from '../message.ts';
import { type Thresholds, thresholdDefaults } from '../thresholds.ts';
import { type Finding, find, worstFirst } from './finding.ts';
import type { ClusterState } from './state.ts';
import { namesOf } from './verdict.ts';

const MINUTE = 60_000;
const FIVE = 5 * MINUTE;
const QUARTER = 15 * MINUTE;

export type OverTime = {
  readonly state: ClusterState;
  /** Oldest first, the one of this survey last. */
  readonly readings: readonly Reading[];
  readonly thresholds: Thresholds;
};
type RuleOverTime = (given: OverTime) => Finding | null;

type Measured = { readonly name: string; readonly value: number };

/** The slowest 1 % of what each member did in five minutes. */
function slowest({ state, readings }: OverTime, kind: 'fsync' | 'commit' | 'peers' | 'requests'): readonly Measured[] {
  return state.members.flatMap(({ name, endpoint, voter }) => {
    if (endpoint === null || voter === false) return [];
    const value = quantileOver(readings, endpoint, kind, FIVE, 0.99);
    return value === null ? [] : [{ name, value }];
  });
}

function counted({ state, readings }: OverTime, counter: CounterName, windowMs: number): readonly Measured[] {
  return state.members.flatMap(({ name, endpoint }) => {
    const rose = endpoint === null ? null : increaseOver(readings, endpoint, counter, windowMs);
    return rose === null ? [] : [{ name, value: rose.by }];
  });
}

const above = (measured: readonly Measured[], limit: number): readonly Measured[] =>
  measured.filter(({ value }) => value > limit);
const worst = (measured: readonly Measured[]): number => Math.max(...measured.map(({ value }) => value));
const who = (measured: readonly Measured[]) => namesOf(measured.map(({ name }) => name));
const millis = (seconds: number) => duration(Math.round(seconds * 1_000));

/** Above the middle one: that many slow members slow every write, as a quorum has to have it on disk. */
export const fsyncIsSlow: RuleOverTime = given => {
  const { fsyncNotice, fsyncWarning, fsyncCritical } = given.thresholds;
  const slow = above(slowest(given, 'fsync'), fsyncNotice);
  if (slow.length === 0) return null;
  const most = worst(slow);
  const tone = most > fsyncCritical ? 'bad' : most > fsyncWarning ? 'warning' : 'info';
  return find('fsync_slow', tone, { who: who(slow), p99: millis(most) });
};

export const commitIsSlow: RuleOverTime = given => {
  const slow = above(slowest(given, 'commit'), given.thresholds.commitWarning);
  return slow.length > 0 ? find('commit_slow', 'warning', { who: who(slow), p99: millis(worst(slow)) }) : null;
};

export const peersAreSlow: RuleOverTime = given => {
  const slow = above(slowest(given, 'peers'), given.thresholds.peerWarning);
  return slow.length > 0 ? find('peers_slow', 'warning', { who: who(slow), p99: millis(worst(slow)) }) : null;
};

export const requestsAreSlow: RuleOverTime = given => {
  const slow = above(slowest(given, 'requests'), given.thresholds.requestWarning);
  return slow.length > 0 ? find('requests_slow', 'warning', { who: who(slow), p99: millis(worst(slow)) }) : null;
};

/** So long without another one, it is over. */
const CALM_MS = FIVE;

/** As a supervisor restarts it: back before anybody misses it, and seen by nothing else. */
export const memberRestarts: RuleOverTime = ({ state, readings, thresholds }) => {
  const newest = readings.at(-1)?.at ?? 0;
  const restarting = state.members.flatMap(({ name, endpoint }) => {
    const times = endpoint === null ? [] : restartsOver(readings, endpoint, QUARTER);
    const isCalm = newest - (times.at(-1) ?? 0) > CALM_MS;
    return times.length < thresholds.restarts || isCalm ? [] : [{ name, value: times.length }];
  });
  return restarting.length > 0
    ? find('member_restarts', 'warning', { who: who(restarting), count: worst(restarting) })
    : null;
};

/** Every member counts what it sees: the one that sees most sees best. */
export const leaderChangesOften: RuleOverTime = given => {
  const seen = counted(given, 'leaderChanges', QUARTER);
  const most = seen.length > 0 ? worst(seen) : 0;
  return most >= given.thresholds.leaderChanges ? find('leader_changes', 'warning', { count: most }) : null;
};

export const proposalsFail: RuleOverTime = given => {
  const failing = above(counted(given, 'failedProposals', QUARTER), given.thresholds.failedProposals);
  return failing.length > 0
    ? find('proposals_fail', 'warning', { who: who(failing), count: Math.round(worst(failing)) })
    : null;
};

/** Of fewer failures a share says nothing: on a cluster that nobody uses, most requests are the bot's own. */
const LEAST_FAILED = 20;

export const requestsFail: RuleOverTime = given => {
  const { failedRequestsWarning, failedRequestsCritical } = given.thresholds;
  const all = counted(given, 'requests', FIVE);
  const shares = counted(given, 'failedRequests', FIVE).flatMap(({ name, value }) => {
    const of = all.find(each => each.name === name)?.value ?? 0;
    return value < LEAST_FAILED ? [] : [{ name, value: value / of }];
  });
  const failing = above(shares, failedRequestsWarning);
  if (failing.length === 0) return null;
  const tone = worst(failing) > failedRequestsCritical ? 'bad' : 'warning';
  return find('requests_fail', tone, { who: who(failing), share: ratio(worst(failing)) });
};

const LEAST_SPAN = 10 * MINUTE;

export const databaseGrowsFast: RuleOverTime = ({ state: { quota, alarms }, readings, thresholds }) => {
  const known = readings.flatMap(({ at, size }) => (size === null ? [] : [{ at, size }]));
  const [first, last] = [known[0], known.at(-1)];
  const out = alarms.ok && alarms.value.some(({ kind }) => kind === 'NOSPACE');
  if (!quota || out || !first || !last || last.at - first.at < LEAST_SPAN) return null;
  const slope = (last.size - first.size) / (last.at - first.at);
  const left = slope > 0 ? Math.max(0, quota.bytes - last.size) / slope : Number.POSITIVE_INFINITY;
  if (left > thresholds.growthAhead) return null;
  return find('grows_fast', 'warning', { left: duration(left), perHour: bytes(slope * 60 * MINUTE) });
};

export const dataDiffers: RuleOverTime = ({ readings }) => {
  const hashed = readings.at(-1)?.hashed;
  return hashed?.outcome === 'differ' ? find('hash_differs', 'bad', { who: namesOf(hashed.who) }) : null;
};

/** A learner that stands still, while others go on: it will never be in sync. */
const STILL_MS = MINUTE;

export const learnerIsStuck: RuleOverTime = ({ state, readings }) => {
  const last = readings.at(-1);
  const before = readings.findLast(({ at }) => last !== undefined && at <= last.at - STILL_MS);
  if (!last || !before) return null;
  const moved = (endpoint: string): number | null => {
    const [then, now] = [before.applied[endpoint], last.applied[endpoint]];
    return then === undefined || now === undefined ? null : now - then;
  };
  const others = state.members.filter(({ role }) => role !== 'learner');
  const isBusy = others.some(({ endpoint }) => endpoint !== null && (moved(endpoint) ?? 0) > 0);
  const stuck = state.members.filter(
    ({ role, endpoint }) => role === 'learner' && endpoint !== null && moved(endpoint) === 0,
  );
  return isBusy && stuck.length > 0
    ? find('learner_stuck', 'warning', { who: namesOf(stuck.map(({ name }) => name)) })
    : null;
};

/** Patroni writes seldom when nothing happens, so this wakes nobody. */
export const revisionStandsStill: RuleOverTime = ({ state: { patroni }, readings }) => {
  const [first, last] = [readings[0], readings.at(-1)];
  const used = patroni.ok && patroni.value.some(({ leader }) => leader !== null);
  if (!used || !first || !last || last.at - first.at < LEAST_SPAN || last.revision === null) return null;
  return first.revision === last.revision
    ? find('revision_still', 'info', { still: duration(last.at - first.at) })
    : null;
};

const rules: readonly RuleOverTime[] = [
  dataDiffers,
  fsyncIsSlow,
  commitIsSlow,
  memberRestarts,
  leaderChangesOften,
  requestsFail,
  proposalsFail,
  peersAreSlow,
  requestsAreSlow,
  databaseGrowsFast,
  learnerIsStuck,
  revisionStandsStill,
];

/** What shows only over time, worst first. */
export const findingsOverTime = (
  state: ClusterState,
  readings: readonly Reading[],
  thresholds: Thresholds = thresholdDefaults,
): readonly Finding[] => worstFirst(rules.flatMap(rule => rule({ state, readings, thresholds }) ?? []));
