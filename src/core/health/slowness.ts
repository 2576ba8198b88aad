import { duration } from '../message.ts';
import { find } from './finding.ts';
import { above, type RuleOverTime, slowest, who, worst } from './measured.ts';

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
