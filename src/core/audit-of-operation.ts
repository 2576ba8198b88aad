import type { AuditRecord } from './audit.ts';
import type { Operation, OperationEvent } from './operation.ts';
import { shortHash } from './plan.ts';

/** Who is told to have done what no person did. */
const WORKER = 'worker';

/** That somebody asked, with what the guards and the tier said of it. */
export const auditOfRequest = (operation: Operation): AuditRecord => ({
  at: operation.askedAt,
  what: 'request',
  who: operation.requester.user,
  cluster: operation.plan.cluster,
  operation: operation.id,
  details: {
    name: operation.requester.name,
    line: operation.plan.line,
    hash: operation.hash,
    tier: operation.tier,
    required: operation.rule.required,
    state: operation.state,
    ...(operation.breakGlass ? { breakGlass: operation.breakGlass.incident } : {}),
    refused: operation.verdicts.flatMap(({ guard, outcome }) => (outcome === 'refused' ? guard : [])).join(' '),
  },
});

/** What an event did to an operation, in facts. */
export function auditOfEvent(before: Operation, event: OperationEvent, after: Operation, now: number): AuditRecord {
  return {
    at: now,
    what: whatOf(event),
    who: whoOf(event),
    cluster: after.plan.cluster,
    operation: after.id,
    details: {
      event: event.kind,
      from: before.state,
      to: after.state,
      revision: after.revision,
      hash: shortHash(after.hash),
      ...detailsOf(after, event),
    },
  };
}

function whatOf({ kind }: OperationEvent): string {
  if (kind === 'voted') return 'vote';
  if (kind === 'nagged' || kind === 'reviewed') return 'review';
  return kind.startsWith('step-') ? 'step' : 'state';
}

function whoOf(event: OperationEvent): string {
  if (event.kind === 'voted') return event.vote.user;
  return event.kind === 'cancelled' || event.kind === 'reviewed' ? event.user : WORKER;
}

function detailsOf({ plan }: Operation, event: OperationEvent): AuditRecord['details'] {
  switch (event.kind) {
    case 'voted':
      return {
        ...{ verdict: event.vote.verdict, name: event.vote.name, reason: event.vote.reason },
        ...(event.vote.changes ? { changes: true } : {}),
        ...(event.vote.login === undefined ? {} : { login: event.vote.login }),
      };
    case 'cancelled':
    case 'reviewed':
      return { name: event.name };
    case 'stale':
    case 'failed':
      return { why: event.why.map(text => ('key' in text ? text.key : text.verbatim)).join(' ') };
    case 'refused':
      return { code: event.refusal.refused };
    case 'started':
      return { fence: event.fence };
    case 'step-started':
    case 'step-noted':
      return { step: event.step + 1, kind: plan.steps[event.step]?.kind ?? null, fence: event.fence };
    case 'step-ended':
      return {
        step: event.step + 1,
        kind: plan.steps[event.step]?.kind ?? null,
        outcome: event.outcome,
        fence: event.fence,
      };
    default:
      return {};
  }
}
