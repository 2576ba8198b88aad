import { healthSurvey, unmetHashes, unmetHealth, unmetLeader, unmetVoters } from '../../src/core/expectations.ts';
import { phraseOf } from '../../src/core/health/fault.ts';
import { inner, list, say, type Text } from '../../src/core/message.ts';
import type { Expectation } from '../../src/core/plan.ts';
import type { Site, StepOf, Wait } from './deed.ts';

/** What is done shows on all members within an election. */
const SHOWS_MS = 60_000;

export const verify = ({ expect }: StepOf<'verify'>, site: Site): Wait => ({
  kind: 'wait',
  look: async () => {
    const unmet = await unmetOf(expect, site);
    return unmet.length === 0
      ? { state: 'done', note: null }
      : { state: 'waiting', note: say('running.waits', { what: list(unmet) }) };
  },
  withinMs: SHOWS_MS,
  everyMs: 1_000,
});

async function unmetOf(expect: Expectation, { operator }: Site): Promise<readonly Text[]> {
  switch (expect.kind) {
    case 'healthy':
      return unmetHealth(await operator.survey(healthSurvey), { despite: [], without: [] });
    case 'voters':
      return unmetVoters(await operator.survey({ parts: ['members'] }), expect);
    case 'leader':
      return unmetLeader(await operator.survey({ parts: ['status', 'members'] }), expect.member);
    case 'same-hash':
      return unmetHashes(await operator.survey({ parts: ['status', 'members', 'hashes'] }));
    case 'writable': {
      const written = await operator.proveWrite();
      if (written.outcome === 'done') return [];
      return [say('running.unmet.writable', { phrase: inner(phraseOf(written.fault)) })];
    }
  }
}
