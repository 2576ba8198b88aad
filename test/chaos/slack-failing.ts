import { expect } from 'vitest';
import type { ApiFault } from '../../src/playground/slack/fault-plan.ts';
import type { Stage } from './a-stage.ts';
import type { Fault } from './fault.ts';

const wrong: readonly ApiFault[] = [
  { kind: 'rate_limited', retryAfterSeconds: 1 },
  { kind: 'status', status: 500 },
  { kind: 'lost_answer' },
  { kind: 'hang' },
];
const FINE: ApiFault = { kind: 'delay', ms: 0 };
const ROUNDS = 200;

/** Of every two calls that post or edit a message one goes wrong: too many, 500, carried out and never answered, never answered at all. */
export function failFromNowOn({ world }: Stage): void {
  for (const method of ['chat.postMessage', 'chat.update']) {
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const fault of wrong) {
        world.slack.faults.api(method, fault);
        world.slack.faults.api(method, FINE);
      }
    }
  }
}

export const slackFailing: Fault = {
  name: 'Slack fails',
  isKill: () => false,
  workersLive: true,
  sideBySide: false,
  lockMs: 10_000,
  strikeAt: () => undefined,
  strikes: (_, { stage, asked, before }) =>
    stage.world.slack.calls
      .list()
      .filter(
        ({ at, name, fault, request }) =>
          at >= before.at && name.startsWith('chat.') && fault && fault !== FINE.kind && isIn(asked, request),
      )
      .map(({ name, fault }) => `${name} ${fault}`),
  enough: (_, strikes) => expect(strikes.length).toBeGreaterThanOrEqual(1),
};

const isIn = ({ channel }: { readonly channel: string }, request: unknown): boolean =>
  JSON.stringify(request).includes(channel);
