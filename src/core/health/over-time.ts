import type { Reading } from '../history/load.ts';
import type { Sample } from '../history/sample.ts';
import { bytes, duration } from '../message.ts';
import { type Thresholds, thresholdDefaults } from '../thresholds.ts';
import * as failures from './failures.ts';
import { type Finding, find, worstFirst } from './finding.ts';
import { growthOf } from './growth.ts';
import { MINUTE, type RuleOverTime } from './measured.ts';
import * as slowness from './slowness.ts';
import type { ClusterState } from './state.ts';
import { namesOf } from './verdict.ts';

export const databaseGrowsFast: RuleOverTime = ({ state: { quota, alarms }, readings, past, thresholds }) => {
  const out = alarms.ok && alarms.value.some(({ kind }) => kind === 'NOSPACE');
  const growth = quota && !out ? growthOf(past, readings, quota.bytes, thresholds.growthAhead) : null;
  return growth
    ? find('grows_fast', 'warning', { left: duration(growth.left), perHour: bytes(growth.slope * 60 * MINUTE) })
    : null;
};

export const dataDiffers: RuleOverTime = ({ readings }) => {
  const hashed = readings.at(-1)?.hashed;
  return hashed?.outcome === 'differ' ? find('hash_differs', 'bad', { who: namesOf(hashed.who) }) : null;
};

/** Nobody waits longer for a restart: by then a host is down, or somebody has to look. */
const GONE_MS = 10 * MINUTE;

/** Not once seen while others were: time to think of another one in its place. */
export const memberIsGone: RuleOverTime = ({ state, readings }) => {
  const [first, last] = [readings[0], readings.at(-1)];
  if (!first || !last || last.at - first.at < GONE_MS) return null;
  const gone = state.members.filter(
    ({ endpoint, health, voter }) =>
      endpoint !== null &&
      voter !== false &&
      health === 'unreachable' &&
      readings.every(({ applied }) => applied[endpoint] === undefined && Object.keys(applied).length > 0),
  );
  return gone.length > 0
    ? find('member_gone', 'warning', {
        who: namesOf(gone.map(({ name }) => name)),
        gone: duration(last.at - first.at),
      })
    : null;
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

const LEAST_STILL = 10 * MINUTE;
/** An hour in which something was written in every five minutes is a habit. */
const HABIT = 12;

/**
 * A cluster that is written to all the time and suddenly is not: its clients do not reach it, or have stopped. Where there is no such habit, it wakes
 * nobody: an idle PostgreSQL has its leases kept alive, which writes nothing.
 */
export const revisionStandsStill: RuleOverTime = ({ state: { patroni }, readings, past }) => {
  const [first, last] = [readings[0], readings.at(-1)];
  if (!first || !last || last.revision === null || first.revision !== last.revision) return null;
  if (last.at - first.at < LEAST_STILL) return null;
  const moving = past.flatMap(({ revision }) => (revision !== null && revision !== last.revision ? [revision] : []));
  const isHabit = moving.length >= HABIT && moving.every((revision, index) => revision !== moving[index - 1]);
  const isUsed = patroni.ok && patroni.value.some(({ leader }) => leader !== null);
  if (!isHabit && !isUsed) return null;
  return find('revision_still', isHabit ? 'warning' : 'info', { still: duration(last.at - first.at) });
};

const rules: readonly RuleOverTime[] = [
  dataDiffers,
  slowness.fsyncIsSlow,
  slowness.commitIsSlow,
  memberIsGone,
  failures.memberRestarts,
  failures.leaderChangesOften,
  failures.requestsFail,
  failures.proposalsFail,
  failures.sendsFail,
  slowness.peersAreSlow,
  slowness.requestsAreSlow,
  failures.memberIsOverloaded,
  databaseGrowsFast,
  learnerIsStuck,
  revisionStandsStill,
];

/** What shows only over time, worst first. */
export const findingsOverTime = (
  state: ClusterState,
  readings: readonly Reading[],
  past: readonly Sample[],
  thresholds: Thresholds = thresholdDefaults,
): readonly Finding[] => worstFirst(rules.flatMap(rule => rule({ state, readings, past, thresholds }) ?? []));
