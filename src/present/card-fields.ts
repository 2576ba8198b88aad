import type { Element, Tone } from '../core/document.ts';
import { effectOf } from '../core/effect.ts';
import { duration, inner, list, type Param, say, type Text, time, verbatim } from '../core/message.ts';
import { isOver, type Operation, type Vote } from '../core/operation.ts';
import type { Plan } from '../core/plan.ts';
import type { Tally } from '../core/quorum.ts';
import { quantity } from './note.ts';
import type { Proposal } from './proposal.ts';
import { riskField } from './risk.ts';

type Field = { readonly label: Text; readonly value: Text; readonly tone?: Tone };

export const dryRunFields = (proposal: Proposal): Element => ({
  type: 'fields',
  fields: [quorumField(proposal.plan), riskField(proposal), ...postgresField(proposal.plan), neededField(proposal)],
});

export function operationFields(operation: Operation, approvers: readonly string[]): Element {
  const { plan, state, requester, askedAt, votes } = operation;
  const asked = say('card.asked.by', { name: requester.name, at: time(askedAt) });
  return {
    type: 'fields',
    fields: [
      quorumField(plan),
      riskField(operation),
      ...postgresField(plan),
      { label: say('card.asked'), value: asked },
      ...(state === 'awaiting_approval' ? [approvalField(operation, approvers)] : []),
      ...votes.map(vote => ({ label: say('card.vote'), value: voteText(vote) })),
      ...tookField(operation),
    ],
  };
}

function quorumField(plan: Plan): Field {
  const { before, after, lowest } = effectOf(plan);
  const label = say('card.quorum');
  const told = (tally: Tally): Param => inner(tallyText(tally));
  const resized = before.voters !== after.voters || before.healthy !== after.healthy;
  const dips = lowest.tolerance < Math.min(before.tolerance, after.tolerance);
  const tone = toneOf(before, lowest);
  if (dips)
    return {
      label,
      tone,
      value: say('card.quorum.dip', { before: told(before), after: told(after), lowest: told(lowest) }),
    };
  if (resized) return { label, tone, value: say('card.quorum.change', { before: told(before), after: told(after) }) };
  return { label, ...(before.tolerance < 1 ? { tone } : {}), value: say('card.quorum.same', { now: told(before) }) };
}

const toneOf = (before: Tally, lowest: Tally): Tone => {
  if (lowest.tolerance < 0) return 'bad';
  return lowest.tolerance < 1 || lowest.tolerance < before.tolerance ? 'warning' : 'good';
};

const tallyText = ({ voters, healthy, tolerance }: Tally): Text =>
  tolerance < 0
    ? say('card.quorum.lost', { voters, healthy })
    : say('card.quorum.tally', { voters, healthy, tolerance });

function postgresField({ postgres }: Plan): readonly Field[] {
  const label = say('card.postgres');
  if (postgres === null) return [{ label, value: say('card.postgres.unknown') }];
  if (postgres.length === 0) return [{ label, value: say('card.postgres.none') }];
  const names = list(postgres.map(name => verbatim(name)));
  return [{ label, value: say('card.postgres.hang', { count: postgres.length, names }) }];
}

/** Who, how many, and until when: never the one who asked. */
function approvalField({ rule, requester, expiresAt, plan }: Operation, approvers: readonly string[]): Field {
  const about = { required: rule.required, requester: requester.name, until: time(expiresAt) };
  const others = approvers.filter(name => name !== requester.name);
  const names = list(others.map(name => verbatim(name)));
  const said = others.length > 0 ? say('card.approve.of', { ...about, names }) : say('card.approve.until', about);
  return { label: say('card.approve'), value: rule.typed ? typed(said, plan) : said };
}

const neededField = ({ rule, plan }: Proposal): Field => {
  const said = say('card.approve.needed', { required: rule.required, time: duration(rule.expiresMs) });
  return { label: say('card.approve'), value: rule.typed ? typed(said, plan) : said };
};

const typed = (rule: Text, { cluster }: Plan): Text => say('card.approve.typed', { rule: inner(rule), cluster });

function voteText({ name, at, verdict, reason, changes }: Vote): Text {
  const about = { name, at: time(at) };
  if (verdict === 'approve') return say('card.vote.approve', about);
  if (reason === null) return say('card.vote.deny', about);
  return say(changes ? 'card.vote.changes' : 'card.vote.deny.because', { ...about, reason });
}

function tookField({ state, stateAt, steps }: Operation): readonly Field[] {
  const startedAt = steps.find(step => step.startedAt !== null)?.startedAt;
  if (!isOver(state) || startedAt === undefined || startedAt === null) return [];
  return [{ label: say('card.took'), value: quantity(duration(stateAt - startedAt)) }];
}
