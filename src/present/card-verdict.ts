import { approversOf } from '../core/approval.ts';
import type { Element, Tone } from '../core/document.ts';
import { code, say, type Text } from '../core/message.ts';
import type { Operation, OperationState } from '../core/operation.ts';

const tones: Readonly<Record<OperationState, Tone>> = {
  awaiting_approval: 'warning',
  queued: 'info',
  running: 'info',
  succeeded: 'good',
  failed: 'bad',
  refused: 'warning',
  denied: 'info',
  expired: 'info',
  cancelled: 'info',
  stale: 'warning',
};

export const doneOf = ({ steps }: Pick<Operation, 'steps'>): number =>
  steps.filter(({ state }) => state === 'done').length;

/** The line somebody reads on a lock screen. */
export function verdictOf(operation: Operation): Extract<Element, { type: 'verdict' }> {
  const partly = operation.state === 'cancelled' && doneOf(operation) > 0;
  return { type: 'verdict', tone: partly ? 'warning' : tones[operation.state], text: lineOf(operation) };
}

function lineOf(operation: Operation): Text {
  const { plan, state, rule, votes } = operation;
  const about = { cluster: plan.cluster, line: code(plan.line) };
  const progress = { done: doneOf(operation), total: plan.steps.length };
  switch (state) {
    case 'awaiting_approval': {
      const given = approversOf(operation).length;
      return say('card.awaiting_approval', { ...about, given, required: rule.required });
    }
    case 'queued':
      return rule.required > 0 ? say('card.queued', about) : say('card.queued.free', about);
    case 'running':
      return operation.cancel
        ? say('card.running.cancelled', { ...about, name: operation.cancel.name })
        : say('card.running', { ...about, ...progress });
    case 'failed': {
      const doubtful = operation.steps.findIndex(step => step.state === 'unknown' || step.state === 'running');
      return doubtful < 0
        ? say('card.failed', { ...about, ...progress })
        : say('card.failed.unknown', { ...about, step: doubtful + 1 });
    }
    case 'denied': {
      const denial = votes.find(({ verdict }) => verdict === 'deny');
      return say(denial?.changes ? 'card.denied.changes' : 'card.denied', { ...about, name: denial?.name ?? '–' });
    }
    case 'cancelled': {
      const name = operation.cancel?.name ?? operation.requester.name;
      return progress.done > 0
        ? say('card.cancelled.partly', { ...about, ...progress, name })
        : say('card.cancelled', { ...about, name });
    }
    case 'succeeded':
      return say('card.succeeded', about);
    case 'refused':
      return say('card.refused', about);
    case 'expired':
      return say('card.expired', about);
    case 'stale':
      return say('card.stale', about);
  }
}
