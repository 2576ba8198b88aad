import type { PatroniConfig } from './cluster.ts';

/** Seconds. */
export type Timing = { readonly ttl: number; readonly loopWait: number; readonly retryTimeout: number };

/** patroni/config.py, `__DEFAULT_CONFIG` and `_validate_and_adjust_timeouts`. */
const DEFAULTS: Timing = { ttl: 30, loopWait: 10, retryTimeout: 10 };
const LEAST: Timing = { ttl: 20, loopWait: 1, retryTimeout: 3 };

/** `POST /failsafe` waits 2 s for a member, and tries once more (patroni/ha.py, `call_failsafe_member`). Seconds. */
const FAILSAFE_ASKS = 4;

/**
 * By how much it may give up before `retry_timeout` is over: when less than one second would be left after the next pause, which is 1 s and 0.8 s of
 * chance at most (patroni/dcs/etcd.py, `api_execute` and `_calculate_timeouts`). Seconds; 2.2 s of 3 were seen.
 */
const GIVES_UP_AT_MOST = 2.8;

/** What holds where nothing can be read: Patroni takes no shorter one. Seconds. */
export const shortestBudget: number = budgetFor(LEAST.retryTimeout);

/**
 * The times Patroni really works with: its defaults where none are set, never below its minima, and
 * `loop_wait + 2 * retry_timeout <= ttl`, for which it shortens `loop_wait` first.
 */
export function timingOf(config: Pick<PatroniConfig, 'ttl' | 'loopWait' | 'retryTimeout'>): Timing {
  const ttl = Math.max(LEAST.ttl, config.ttl ?? DEFAULTS.ttl);
  const loopWait = Math.max(LEAST.loopWait, config.loopWait ?? DEFAULTS.loopWait);
  const retryTimeout = Math.max(LEAST.retryTimeout, config.retryTimeout ?? DEFAULTS.retryTimeout);
  if (LEAST.loopWait + 2 * retryTimeout > ttl)
    return { ttl, loopWait: LEAST.loopWait, retryTimeout: Math.floor((ttl - LEAST.loopWait) / 2) };
  return { ttl, loopWait: Math.min(loopWait, ttl - 2 * retryTimeout), retryTimeout };
}

/** Seconds that etcd may stall before a primary can feel it, in tenths. */
export const stallBudgetOf = ({ retryTimeout }: Timing): number => budgetFor(retryTimeout);

function budgetFor(retryTimeout: number): number {
  return Math.round(Math.max(0, retryTimeout - GIVES_UP_AT_MOST) * 10) / 10;
}

/**
 * Seconds from the start of an outage until the primary is demoted. It notices at its next loop, and then tries for `retry_timeout`; where etcd
 * is silent instead of refusing, reading and renewing may each take that long. Measured with 30/5/10: +10.4 to +13.4 s refused, +20.9 s silent.
 */
export function demotionOf({ loopWait, retryTimeout }: Timing, asksFailsafe: boolean) {
  return {
    earliest: Math.floor(budgetFor(retryTimeout)),
    latest: loopWait + 2 * retryTimeout + (asksFailsafe ? FAILSAFE_ASKS : 0),
  };
}
