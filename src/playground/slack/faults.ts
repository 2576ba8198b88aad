import type { FaultPlan, FaultTaker } from './fault-plan.ts';
import type { DisconnectReason, Sockets } from './sockets.ts';

/** Everything that can be made to go wrong, for tests and for people who want to see what happens. */
export interface Faults extends FaultPlan {
  /** Slack asks connections to reconnect. */
  readonly refresh: (which?: 'one' | 'all', reason?: DisconnectReason) => void;
  /** API and sockets are down for `ms`, or until `endOutage`. */
  readonly outage: (ms?: number) => void;
  readonly endOutage: () => void;
  readonly isOut: () => boolean;
  /** Connections that Slack counts and that swallow what they get. */
  readonly ghosts: (count: number) => void;
}

export function createFaults(plan: FaultTaker, sockets: Sockets, changed: () => void): Faults {
  let out = false;
  let timer: NodeJS.Timeout | undefined;
  const endOutage = (): void => {
    clearTimeout(timer);
    const was = out;
    out = false;
    if (was) changed();
  };
  return {
    api: plan.api,
    delivery: plan.delivery,
    refuseBlocks: plan.refuseBlocks,
    slowFiles: plan.slowFiles,
    refresh: (which = 'all', reason = 'refresh_requested') => sockets.disconnect(reason, which),
    outage(ms) {
      endOutage();
      out = true;
      sockets.cut();
      if (ms !== undefined) timer = setTimeout(endOutage, ms);
    },
    endOutage,
    isOut: () => out,
    ghosts: sockets.setGhosts,
    clear() {
      plan.clear();
      endOutage();
      sockets.setGhosts(0);
    },
  };
}
