import type { Document } from '../core/document.ts';
import { duration, inner, list, say, type Text, verbatim } from '../core/message.ts';
import type { Operation, StepRecord } from '../core/operation.ts';
import { presentNext } from './card-next.ts';
import { presentReasons } from './card-reasons.ts';
import { verdictOf } from './card-verdict.ts';
import { stepText } from './steps.ts';

/** The reply in the thread when a change is over: how it ended, why, what was done and what was not, and how to go on. */
export function presentOutcome(operation: Operation): Document {
  return [
    verdictOf(operation),
    ...presentReasons(operation),
    ...listed(operation.state === 'succeeded' ? [took(operation)] : whatRan(operation)),
    ...presentNext(operation),
  ];
}

const listed = (texts: readonly Text[]): Document =>
  texts.length > 0 ? [{ type: 'list', items: texts.map(text => ({ text })) }] : [];

function took({ steps, stateAt }: Operation): Text {
  const startedAt = steps.find(step => step.startedAt !== null)?.startedAt ?? stateAt;
  return say('outcome.took', { total: steps.length, took: duration(stateAt - startedAt) });
}

/** Said only of what had begun: of the rest the verdict says that nothing was done. */
function whatRan(operation: Operation): readonly Text[] {
  const begun = operation.steps.some(({ startedAt }) => startedAt !== null);
  if (operation.state !== 'failed' && !(operation.state === 'cancelled' && begun)) return [];
  const told = (...states: readonly StepRecord['state'][]) => list(stepsIn(operation, states));
  const some = (...states: readonly StepRecord['state'][]) =>
    operation.steps.some(({ state }) => states.includes(state));
  return [
    some('done') ? say('outcome.ran', { steps: told('done') }) : say('outcome.ran_nothing'),
    ...(some('unknown', 'running') ? [say('outcome.doubt', { steps: told('unknown', 'running') })] : []),
    ...(some('failed', 'pending', 'skipped')
      ? [say('outcome.not_ran', { steps: told('failed', 'pending', 'skipped') })]
      : []),
  ];
}

/** More than a few are told by their numbers, which stand on the card. */
const TOLD_IN_WORDS = 6;

function stepsIn({ plan, steps }: Operation, states: readonly StepRecord['state'][]): readonly Text[] {
  const wanted = plan.steps.flatMap((step, index) =>
    states.includes(steps[index]?.state ?? 'pending') ? [{ step, number: index + 1 }] : [],
  );
  return wanted.map(({ step, number }) =>
    wanted.length > TOLD_IN_WORDS
      ? verbatim(String(number))
      : say('steps.numbered', { number, step: inner(stepText(step, plan)) }),
  );
}
