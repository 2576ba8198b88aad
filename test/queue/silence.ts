import type { Log, Meter } from '../../src/core/ports.ts';

const nothing = () => undefined;

export const silent: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

export const unmeasured: Meter = {
  commandAsked: nothing,
  commandRefused: nothing,
  acknowledged: nothing,
  jobDone: nothing,
  delivered: nothing,
  socketConnections: nothing,
  webhookPosted: () => undefined,
  surveyed: nothing,
};
