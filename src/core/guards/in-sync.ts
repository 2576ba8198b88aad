import { seatOf } from '../membership-projection.ts';
import { ratio, say } from '../message.ts';
import { MOST_LAG } from './lag.ts';
import { guard, passed, refused, skipped, viewOf } from './verdict.ts';

/** etcd demands the same share of the leader's log (server.go, readyPercentThreshold), but not that it is nearly all. */
export const READY = 0.9;

export const inSync = guard('in_sync', given => {
  const { stages, state, around } = viewOf(given);
  const promotion = stages.find(({ step }) => step.kind === 'promote');
  if (promotion?.step.kind !== 'promote') return skipped(say('guard.in_sync.none'));
  const { member } = promotion.step;
  const { name } = member;
  if (seatOf(promotion.before, member)?.caughtUp) return skipped(say('guard.in_sync.awaited', { name }));
  const entries = state.members.find(({ id }) => id !== null && id === member.id)?.raftLag ?? 0;
  if (entries >= MOST_LAG) return refused(say('guard.in_sync.lags', { name, entries }));
  const share = around.progress.get(member.peerUrl);
  if (share === undefined) return skipped(say('guard.in_sync.unknown', { name }));
  return share >= READY
    ? passed(say('guard.in_sync.ready', { name, share: ratio(share) }))
    : refused(say('guard.in_sync.behind', { name, share: ratio(share), ready: ratio(READY) }));
});
