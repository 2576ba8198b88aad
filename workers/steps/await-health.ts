import { healthSurvey, unmetHealth } from '../../src/core/expectations.ts';
import { list, say } from '../../src/core/message.ts';
import type { Site, StepOf, Wait } from './deed.ts';

/** Somebody may have to restart a member meanwhile. */
const RECOVERS_MS = 10 * 60_000;

export const awaitHealth = (step: StepOf<'await-health'>, { operator }: Site): Wait => ({
  kind: 'wait',
  look: async () => {
    const unmet = unmetHealth(await operator.survey(healthSurvey), step);
    return unmet.length === 0
      ? { state: 'done', note: null }
      : { state: 'waiting', note: say('running.waits', { what: list(unmet) }) };
  },
  withinMs: RECOVERS_MS,
  everyMs: 1_000,
});
