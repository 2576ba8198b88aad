import { type Thresholds, thresholdDefaults } from '../core/thresholds.ts';
import * as field from './fields.ts';

const latency = field
  .durationBetween('1ms', '60s')
  .transform(ms => ms / 1_000)
  .optional();
const days = field
  .durationBetween('1d', '3650d')
  .transform(ms => Math.round(ms / 86_400_000))
  .optional();
const share = field.share.optional();
const count = field.countBetween(1, 1_000_000).optional();

/** Latencies come as durations and are seconds inside, times of certificates are days. */
export const thresholdFields = {
  quotaWarning: share,
  quotaCritical: share,
  fragmentation: share,
  fsyncNotice: latency,
  fsyncWarning: latency,
  fsyncCritical: latency,
  commitWarning: latency,
  peerWarning: latency,
  requestWarning: latency,
  leaderChanges: count,
  failedProposals: count,
  failedHeartbeats: count,
  slowApplies: count,
  failedRequestsWarning: share,
  failedRequestsCritical: share,
  certificateWarning: days,
  certificateCritical: days,
  raftLag: count,
  restarts: count,
  growthAhead: field.durationBetween('10m', '7d').optional(),
} satisfies Record<keyof Thresholds, unknown>;

type Given = { readonly [K in keyof Thresholds]?: number | undefined };

/** Those that are given in place of the defaults. */
export const thresholdsOf = (given: Given): Thresholds => ({
  ...thresholdDefaults,
  ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
});

const pairs = [
  ['quotaWarning', 'quotaCritical'],
  ['fsyncNotice', 'fsyncWarning'],
  ['fsyncWarning', 'fsyncCritical'],
  ['failedRequestsWarning', 'failedRequestsCritical'],
  ['certificateCritical', 'certificateWarning'],
] as const;

/** A warning that comes after what it warns of is a mistake, also where only one of both is given. */
export function outOfOrder(given: Given): readonly { readonly path: keyof Thresholds; readonly message: string }[] {
  const whole = thresholdsOf(given);
  return pairs.flatMap(([less, more]) => {
    if (whole[less] <= whole[more]) return [];
    const [path, message] =
      given[less] === undefined
        ? ([more, `must not be below ${less}, which is ${whole[less]}`] as const)
        : ([less, `must not be above ${more}, which is ${whole[more]}`] as const);
    return [{ path, message }];
  });
}
