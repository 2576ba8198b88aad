import { expect } from 'vitest';
import type { Stage } from './a-stage.ts';
import type { Fault } from './fault.ts';

/** Whatever Slack delivers arrives, and arrives once more behind what comes after it. */
export const echoFromNowOn = ({ world }: Stage): void => world.slack.faults.delivery('echo', 100_000);

export const envelopesTwice: Fault = {
  name: 'envelopes twice',
  isKill: () => false,
  workersLive: true,
  sideBySide: true,
  lockMs: 10_000,
  strikeAt: () => undefined,
  strikes: (_, { stage, asked, before }) =>
    stage.world.slack.calls
      .list()
      .filter(({ at, direction, fault, request }) => {
        return (
          at >= before.at &&
          direction === 'to app' &&
          fault === 'echo' &&
          JSON.stringify(request).includes(asked.channel)
        );
      })
      .map(({ name }) => name),
  // The command, and one click at least.
  enough: (_, strikes) => expect(strikes.length).toBeGreaterThanOrEqual(2),
};
