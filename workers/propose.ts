import { createHash } from 'node:crypto';
import type { Announcement } from '../src/core/announcement.ts';
import { ruleFor } from '../src/core/approval.ts';
import { auditOfRequest } from '../src/core/audit-of-operation.ts';
import { breakGlassOf, breakGlassRule } from '../src/core/break-glass.ts';
import { checkPlan, isRefused } from '../src/core/check.ts';
import type { Document } from '../src/core/document.ts';
import { code } from '../src/core/message.ts';
import type { Operation } from '../src/core/operation.ts';
import { type Plan, planHash } from '../src/core/plan.ts';
import type { Answer } from '../src/core/ports.ts';
import { isRefusal, type Refusal, refuse } from '../src/core/refusal.ts';
import type { Request } from '../src/core/request.ts';
import type { AccessSettings } from '../src/core/settings.ts';
import { tierOf } from '../src/core/tier.ts';
import { presentByHand } from '../src/present/by-hand.ts';
import { presentCard, presentDryRun } from '../src/present/card.ts';
import type { Proposal } from '../src/present/proposal.ts';
import { presentRefusal } from '../src/present/refusal.ts';
import { announcementOf } from './answer.ts';
import { lookAround } from './around.ts';
import type { ChangeWorld } from './change-world.ts';
import { show } from './show.ts';

/** Whether it is to be planned, rather than answered. */
export const isChange = ({ command }: Pick<Request, 'command'>, commands: ChangeWorld['commands']): boolean =>
  commands.some(({ kind, words }) => kind === 'change' && words.join(' ') === command);

/** Ten characters of 0-9a-z, made of the request: the same request twice is one operation. */
export function operationId(request: string): string {
  const number = BigInt(`0x${createHash('sha256').update(request).digest('hex')}`);
  return `op-${number.toString(36).slice(-10).padStart(10, '0')}`;
}

/**
 * Answers a request for a change: with its plan, judged by every guard, as a card that people approve by. Rejects only when the store or the
 * queue did not take it, so that the job is run again; every other failure is an answer.
 */
export async function propose(request: Request, world: ChangeWorld): Promise<Answer> {
  const known = await world.operations.load(operationId(request.id));
  if (known !== null) return present(known, request, world);
  const proposal = await planned(request, world);
  if (isRefusal(proposal)) return refused(request, proposal, world);
  if (request.options.print === true || request.options['dry-run'] === true) return rehearsed(request, proposal, world);
  return present(await open(request, proposal, world), request, world);
}

async function planned(request: Request, world: ChangeWorld): Promise<Proposal | Refusal> {
  const command = world.commands.find(({ words }) => words.join(' ') === request.command);
  if (command?.kind !== 'change') return refuse('not_at_worker', { name: code(request.command) });
  const cluster = world.settings.clusters.find(({ name }) => name === request.cluster);
  const operator = cluster ? world.operator(cluster.name) : null;
  if (!cluster || operator === null) return refuse('not_at_worker', { name: code(request.cluster ?? '?') });
  const requester = requesterOf(request, world.settings.access);
  if (isRefusal(requester)) return requester;

  const breakGlass = breakGlassOf(request, requester.user, world.settings.access);
  if (breakGlass && isRefusal(breakGlass)) return breakGlass;

  const needs = command.needs(request);
  if (isRefusal(needs)) return needs;
  const snapshot = await operator.survey(needs);
  const plan = command.plan(request, snapshot);
  if (isRefusal(plan)) return plan;
  const operation = operationId(request.id);
  const around = await lookAround(
    { phase: 'planning', operation, operator, snapshot, breakGlass: breakGlass !== null, begun: false },
    world,
  );
  const verdicts = checkPlan({ plan, snapshot, around });
  const { tier, reasons } = tierOf(plan, snapshot, verdicts);
  const rule = breakGlass ? breakGlassRule : ruleFor(world.settings.approvals, cluster.environment, tier);
  const asked = { requester, askedAt: request.askedAt, ...(breakGlass ? { breakGlass } : {}) };
  return { plan, hash: planHash(plan), verdicts, tier, tierReasons: reasons, rule, ...asked };
}

/** Somebody who answers for it: a person by the id that Slack knows them by. Whose login it is, these settings say, not those of a terminal. */
function requesterOf({ actor }: Request, { terminal }: AccessSettings): Operation['requester'] | Refusal {
  if (actor.kind === 'schedule' || actor.user === null) return refuse('unknown_actor');
  const mapped =
    actor.kind === 'slack' || (Object.hasOwn(terminal, actor.login) && terminal[actor.login] === actor.user);
  if (!mapped) return refuse('unknown_actor');
  return { user: actor.user, name: actor.name };
}

/** Stored with its audit in one step, before anybody sees it. The same request may have been faster. */
async function open(request: Request, proposal: Proposal, world: ChangeWorld): Promise<Operation> {
  const now = world.clock();
  const { plan, verdicts, rule } = proposal;
  const waiting = rule.required === 0 ? 'queued' : 'awaiting_approval';
  const operation: Operation = {
    ...{ version: 1, id: operationId(request.id), revision: 1, ...proposal, request },
    ...{ expiresAt: now + rule.expiresMs, votes: [], why: [], refusal: null, cancel: null, fence: null },
    ...{ state: isRefused(verdicts) ? 'refused' : waiting, stateAt: now, steps: pendingOf(plan) },
  };
  const created = await world.operations.create(operation, auditOfRequest(operation));
  const stored = created ? operation : await world.operations.load(operation.id);
  if (stored === null) throw new Error(`operation ${operation.id} is taken, and cannot be read`);
  return stored;
}

const pendingOf = ({ steps }: Plan): Operation['steps'] =>
  steps.map(() => ({ state: 'pending', startedAt: null, endedAt: null, note: null }));

async function present(operation: Operation, request: Request, world: ChangeWorld): Promise<Answer> {
  await show(operation, world);
  const { id, plan, state } = operation;
  if (state === 'queued') await world.jobs.run({ id, cluster: plan.cluster });
  const refusal = state === 'refused' ? 'guards_refuse' : null;
  if (refusal !== null) world.meter.commandRefused(request.command, refusal);
  const facts = { kind: 'operation', now: world.clock(), operation };
  return { document: presentCard(operation), facts, refused: refusal };
}

async function rehearsed(request: Request, proposal: Proposal, world: ChangeWorld): Promise<Answer> {
  const document = request.options.print === true ? byHand(proposal, world) : presentDryRun(proposal);
  await answer(request, null, document, world);
  return { document, facts: { kind: 'dry-run', ...proposal }, refused: null };
}

/** Whoever may ask for `--print` has a Pigsty folder configured: no plan is made without. */
function byHand(proposal: Proposal, { settings }: ChangeWorld): Document {
  const pigsty = settings.clusters.find(({ name }) => name === proposal.plan.cluster)?.pigsty;
  return presentByHand(proposal, { home: pigsty?.home ?? '.', file: pigsty?.inventory ?? 'pigsty.yml' });
}

async function refused(request: Request, refusal: Refusal, world: ChangeWorld): Promise<Answer> {
  world.meter.commandRefused(request.command, refusal.refused);
  const document = presentRefusal(refusal);
  await answer(request, refusal, document, world);
  return { document, facts: refusal, refused: refusal.refused };
}

async function answer(request: Request, refusal: Refusal | null, document: Document, world: ChangeWorld) {
  const { place } = request;
  if (place.kind !== 'channel') return;
  const message: Announcement = announcementOf(request, place, refusal, document);
  const { metadata } = message;
  await world.announcer.announce(refusal === null ? { ...message, metadata: { ...metadata, kind: 'plan' } } : message);
}
