import type { Document } from '../core/document.ts';
import { inner, say } from '../core/message.ts';
import type { Plan, StepKind } from '../core/plan.ts';

/** A wait or a check that fails leaves nothing behind but itself. */
const harmless: ReadonlySet<StepKind> = new Set(['await-health', 'verify']);

/** What to do should a step fail, once for each kind: read before approving, not after. */
export function presentFailures({ steps }: Plan): Document {
  const kinds = [...new Set(steps.map(({ kind }) => kind))].filter(kind => !harmless.has(kind));
  if (kinds.length === 0) return [];
  const items = kinds.map(kind => ({
    text: say('card.if_fails.step', {
      step: inner({ key: `card.kind.${kind}`, params: {} }),
      todo: inner(failureText(kind)),
    }),
  }));
  return [
    { type: 'heading', text: say('card.if_fails') },
    { type: 'list', items },
  ];
}

export const failureText = (kind: StepKind) => ({ key: `fails.${kind}`, params: {} }) as const;
