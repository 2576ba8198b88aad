import type { Document, Element } from '../core/document.ts';
import { say } from '../core/message.ts';
import type { Operation } from '../core/operation.ts';
import { sentencesOf } from '../core/refusal.ts';
import { presentRefusing } from './guards.ts';

/** Why it ended as it did: a drift as what changed, a refusal as what refused. Why somebody denied it stands beside the vote. */
export function presentReasons({ why, state, refusal, verdicts }: Operation): Document {
  const sentences = refusal ? sentencesOf(refusal) : null;
  const told = [...(state === 'denied' ? [] : why), ...(sentences ? [sentences.message, sentences.why] : [])];
  const heading: readonly Element[] = state === 'stale' ? [{ type: 'heading', text: say('card.changed') }] : [];
  return [
    ...(told.length > 0 ? [...heading, { type: 'list', items: told.map(text => ({ text })) } as const] : []),
    ...(state === 'refused' ? presentRefusing(verdicts) : []),
  ];
}
