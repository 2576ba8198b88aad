import { handledOver, increaseOver, restartsOver } from '../history/over-time.ts';
import { code, inner, ratio, say } from '../message.ts';
import { find } from './finding.ts';
import { above, counted, FIVE, type Measured, MINUTE, QUARTER, type RuleOverTime, who, worst } from './measured.ts';
import { namesOf } from './verdict.ts';

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

/** Of all requests, streams included, and of each method alone: what fails seldom in all may be all of one. */
export const requestsFail: RuleOverTime = given => {
  const { failedRequestsWarning, failedRequestsCritical } = given.thresholds;
  const all = counted(given, 'requests', FIVE);
  const ofAll = counted(given, 'failedRequests', FIVE).map(({ name, value }) => ({
    ...{ name, method: null, failed: value },
    requests: all.find(each => each.name === name)?.value ?? 0,
  }));
  const ofMethods = given.state.members.flatMap(({ name, endpoint }) =>
    endpoint === null ? [] : handledOver(given.readings, endpoint, FIVE).map(each => ({ ...each, name })),
  );
  const shares = [...ofAll, ...ofMethods]
    .filter(({ failed }) => failed >= LEAST_FAILED)
    .map(({ name, method, failed, requests }) => ({ name, method, value: failed / requests }));
  const [most] = above(shares, failedRequestsWarning).toSorted((one, other) => other.value - one.value);
  if (most === undefined) return null;
  const what = shares.find(each => each === most)?.method ?? null;
  const alike = above(
    shares.filter(({ method }) => method === what),
    failedRequestsWarning,
  );
  const tone = most.value > failedRequestsCritical ? 'bad' : 'warning';
  const named = what === null ? say('requests.all') : say('requests.of', { method: code(what) });
  return find('requests_fail', tone, { who: who(alike), share: ratio(most.value), what: inner(named) });
};

/** A dead member makes all others fail to send to it, and has its own finding; here all answer, and some do not reach each other. */
const SENDS_WINDOW = 2 * MINUTE;
/** As etcd's mixin has it (etcdMembersDown), for each millisecond. */
const FAILED_SENDS = 0.01 / 1_000;

export const sendsFail: RuleOverTime = ({ state: { members }, readings }) => {
  if (members.some(({ health }) => health === 'unreachable' || health === 'unstarted')) return null;
  const failing = members.flatMap(({ name, endpoint }) => {
    const rose = endpoint === null ? null : increaseOver(readings, endpoint, 'failedSends', SENDS_WINDOW);
    return rose !== null && rose.by / rose.ms > FAILED_SENDS ? [{ name, value: rose.by }] : [];
  });
  return failing.length > 0
    ? find('sends_fail', 'warning', { who: who(failing), count: Math.round(worst(failing)) })
    : null;
};

/** Both are what etcd itself counts as the marks of a slow disk or a full processor (etcdserver/metrics.go). */
export const memberIsOverloaded: RuleOverTime = given => {
  const late = above(counted(given, 'failedHeartbeats', FIVE), given.thresholds.failedHeartbeats - 1);
  const slow = above(counted(given, 'slowApplies', FIVE), given.thresholds.slowApplies - 1);
  const names = [...new Set([...late, ...slow].map(({ name }) => name))];
  if (names.length === 0) return null;
  const most = (measured: readonly Measured[]): number => (measured.length > 0 ? Math.round(worst(measured)) : 0);
  return find('overloaded', late.length > 0 ? 'warning' : 'info', {
    ...{ who: namesOf(names), heartbeats: most(counted(given, 'failedHeartbeats', FIVE)) },
    applies: most(counted(given, 'slowApplies', FIVE)),
  });
};
