import type { Document } from '../core/document.ts';
import { code, say, type Text } from '../core/message.ts';
import type { Operation, StepRecord } from '../core/operation.ts';
import type { Plan } from '../core/plan.ts';
import { presentBreakGlass } from './break-glass.ts';
import { offerByHand } from './by-hand.ts';
import { cardButtons, smallPrint } from './card-actions.ts';
import { dryRunFields, operationFields } from './card-fields.ts';
import { presentNext } from './card-next.ts';
import { presentReasons } from './card-reasons.ts';
import { verdictOf } from './card-verdict.ts';
import { presentFailures } from './failures.ts';
import { presentPassed, presentRefusing } from './guards.ts';
import type { Proposal } from './proposal.ts';
import { presentRestart } from './restart-lines.ts';
import { presentStart } from './start-command.ts';
import { presentSteps } from './steps.ts';

/**
 * The one message of a change, in each of its states: the verdict, why, what it does to the quorum and to whom, the steps,
 * how to go on, and the buttons. `approvers` are names for reading, empty when they are not known.
 */
export function presentCard(operation: Operation, approvers: readonly string[] = []): Document {
  const { plan, state, verdicts } = operation;
  const ahead = state === 'awaiting_approval' || state === 'queued';
  return [
    verdictOf(operation),
    ...presentBreakGlass(operation, approvers),
    ...presentReasons(operation),
    operationFields(operation, approvers),
    presentSteps(plan, operation.steps),
    ...(ahead || state === 'running' ? [...linesOf(plan, operation.steps), ...notesOf(plan.notes)] : []),
    ...(state === 'awaiting_approval' ? presentFailures(plan) : []),
    ...presentNext(operation),
    ...(ahead ? [...presentPassed(verdicts), ...offerByHand(plan)] : []),
    smallPrint(operation),
    ...cardButtons(operation),
  ];
}

/** The same for `--dry-run`: nothing is stored, nobody can approve it. */
export function presentDryRun(proposal: Proposal): Document {
  const { plan, verdicts } = proposal;
  const refused = verdicts.some(({ outcome }) => outcome === 'refused');
  const about = { cluster: plan.cluster, line: code(plan.line) };
  const next = { command: code(`/etcd ${plan.line} --cluster ${plan.cluster}`) };
  return [
    refused
      ? { type: 'verdict', tone: 'warning', text: say('card.dry_run.refused', about) }
      : { type: 'verdict', tone: 'info', text: say('card.dry_run', about) },
    ...presentRefusing(verdicts),
    dryRunFields(proposal),
    presentSteps(plan, []),
    ...(refused ? [] : [...linesOf(plan, []), ...notesOf(plan.notes), ...presentFailures(plan)]),
    { type: 'paragraph', text: refused ? say('card.next.refused', next) : say('card.next.dry_run', next) },
    ...presentPassed(verdicts),
    ...(refused ? [] : offerByHand(plan)),
  ];
}

/** For somebody's own hands. */
const linesOf = (plan: Plan, records: readonly StepRecord[]): Document => [
  ...presentStart(plan),
  ...presentRestart(plan, records),
];

function notesOf(notes: readonly Text[]): Document {
  if (notes.length === 0) return [];
  return [
    { type: 'heading', text: say('card.know') },
    { type: 'list', items: notes.map(text => ({ text })) },
  ];
}
