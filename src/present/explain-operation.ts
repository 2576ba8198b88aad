import { approvalsOf } from '../core/approval.ts';
import type { Document, Element } from '../core/document.ts';
import type { ExplainFacts } from '../core/facts/explain.ts';
import { code, inner, say, type Text, time } from '../core/message.ts';
import { isOver } from '../core/operation.ts';
import { sentencesOf } from '../core/refusal.ts';
import { doneOf, verdictOf } from './card-verdict.ts';
import { presentOutcome } from './outcome.ts';
import { stepText } from './steps.ts';

type Hold = Extract<ExplainFacts, { readonly about: 'operation' }>;
type Field = Extract<Element, { type: 'fields' }>['fields'][number];

/** Why an operation is where it is, and what it waits for. `approvers` says who may decide. */
export function presentHold(facts: Hold, approvers: Field): Document {
  const { operation, now } = facts;
  if (isOver(operation.state)) return presentOutcome(operation);
  const waits = operation.state === 'awaiting_approval';
  const approvals = say('explain.op.until', {
    approvals: inner(approvalsOf(operation, now)),
    until: time(operation.expiresAt),
  });
  return [
    verdictOf(operation),
    ...(waits
      ? [{ type: 'fields', fields: [{ label: say('explain.op.approvals'), value: approvals }, approvers] } as const]
      : []),
    { type: 'list', items: reasonsOf(facts).map(text => ({ text })) },
    { type: 'note', texts: [say('operations.more', { command: code(`operations ${operation.id}`) })] },
  ];
}

function reasonsOf(facts: Hold): readonly Text[] {
  switch (facts.operation.state) {
    case 'awaiting_approval':
      return [say('explain.op.waits'), mine(facts), ...frozen(facts)];
    case 'queued':
      return queued(facts);
    default:
      return running(facts);
  }
}

function mine({ mine: refusal, operation }: Hold): Text {
  const typed = operation.rule.typed ? ` ${operation.plan.cluster}` : '';
  if (!refusal) return say('explain.op.you_may', { command: code(`approve ${operation.id}${typed}`) });
  const { message, why } = sentencesOf(refusal);
  return say('explain.op.you_may_not', { message: inner(message), why: inner(why) });
}

const frozen = ({ freeze }: Hold): readonly Text[] =>
  freeze ? [say('explain.op.frozen', { by: freeze.by, at: time(freeze.at) })] : [];

function queued(facts: Hold): readonly Text[] {
  const behind = facts.behind === null ? [] : [say('explain.op.behind', { id: code(facts.behind) })];
  const held = [...behind, ...frozen(facts)];
  return held.length > 0 ? held : [say('explain.op.next')];
}

function running({ operation }: Hold): readonly Text[] {
  const { plan, steps, cancel } = operation;
  const total = plan.steps.length;
  const at = steps.findIndex(({ state }) => state === 'running');
  const step = plan.steps[at];
  return [
    step
      ? say('explain.op.step', { number: at + 1, total, step: inner(stepText(step, plan)) })
      : say('explain.op.between', { done: doneOf(operation), total }),
    ...(cancel ? [say('explain.op.stops', { name: cancel.name })] : []),
  ];
}
