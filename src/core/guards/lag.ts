import { say } from '../message.ts';
import { removes } from './targets-of-steps.ts';
import { guard, named, passed, refused, skipped, viewOf } from './verdict.ts';

/** Entries. etcd refuses requests at 5,000 between commit and apply (v3_server.go, maxGapBetweenApplyAndCommitIndex). */
export const MOST_LAG = 1000;

export const lag = guard('lag', given => {
  const voters = viewOf(given).state.members.filter(
    member => member.voter && member.raftLag !== null && !removes(given.plan, member),
  );
  if (voters.length === 0) return skipped(say('guard.lag.unknown'));
  const behind = voters.filter(member => (member.raftLag ?? 0) >= MOST_LAG);
  const entries = Math.max(...voters.map(member => member.raftLag ?? 0));
  return behind.length > 0
    ? refused(say('guard.lag.behind', { who: named(behind), entries }))
    : passed(say('guard.lag.small', { entries }));
});
