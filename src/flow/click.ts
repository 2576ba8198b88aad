import type { Asker } from '../core/authorize.ts';
import type { Document } from '../core/document.ts';
import { code, type Language } from '../core/message.ts';
import type { Operation } from '../core/operation.ts';
import { shortHash } from '../core/plan.ts';
import type { Clock, Directory, Log, Meter } from '../core/ports.ts';
import { type Refusal, refuse } from '../core/refusal.ts';
import { fail, type Result, succeed } from '../core/result.ts';
import type { Settings } from '../core/settings.ts';
import { presentConfirmation, presentDenial } from '../present/confirmation.ts';
import { presentRefusal } from '../present/refusal.ts';
import { channelOf, knowAsker } from './decide.ts';
import { findOperation } from './find-operation.ts';
import { languageOf } from './hear.ts';
import { type Reviewing, review } from './review.ts';
import { readTicket, type Ticket } from './ticket.ts';
import { type Ballot, cancel, rehearse, type Voting, vote } from './vote.ts';
import { within } from './within.ts';

/** Somebody pressed a button, or submitted a modal that a button opened. */
export type Pressed = {
  readonly team: string;
  readonly user: string;
  readonly channel: string;
  readonly thread: string | null;
};

export type Click = Pressed & { readonly action: string; readonly value: string };
export type Confirmed = Pressed & Ticket & { readonly typed: string };
export type Denied = Pressed & Ticket & { readonly reason: string | null; readonly changes: boolean };

export type Clicking = {
  readonly voting: Voting & Reviewing;
  readonly settings: Settings;
  readonly directory: Directory;
  readonly meter: Pick<Meter, 'commandAsked' | 'commandRefused'>;
  readonly clock: Clock;
  readonly log: Log;
};

/** How this click can be answered. */
export type Answering = {
  /** To the person alone, directly: whoever clicks waits for it. */
  readonly whisper: (document: Document, language: Language) => Promise<void>;
  /** Asks for the cluster's name; false when Slack does not show the question. */
  readonly askName: (operation: Operation, ticket: Ticket, about: Document, language: Language) => Promise<boolean>;
  /** Asks why, and whether another plan is wanted; false as above. */
  readonly askReason: (ticket: Ticket, about: Document, language: Language) => Promise<boolean>;
  /** Says the command of this operation once more, as whoever clicked and in the channel where they did. */
  readonly askAgain: (operation: Operation) => Promise<void>;
};

/** Slack takes a modal for three seconds after the click. Longer than this, and who clicked is asked before it is known who they are. */
const KNOWN_WITHIN_MS = 1_500;

const known: ReadonlySet<string> = new Set(['approve', 'deny', 'cancel', 'review', 'replan']);

/** Does what a button says, for whoever may. Success shows on the card and in its thread, a refusal to the person. Never rejects. */
export async function click(clicked: Click, clicking: Clicking, answering: Answering): Promise<void> {
  const { action, value } = clicked;
  await answered(clicked, action, clicking, answering, async () => {
    if (!known.has(action)) {
      return fail(refuse('nothing_behind_button', { help: code('/etcd help') }));
    }
    const ticket = readTicket(value);
    if (ticket === null) return fail(refuse('unreadable_button', { command: code('/etcd operations') }));
    if (action === 'approve') return approve(clicked, ticket, clicking, answering);
    if (action === 'deny') return deny(clicked, ticket, clicking, answering);
    if (action === 'replan') return replan(ticket, clicking, answering);
    const asker = await askerOf(clicked, clicking);
    if (action === 'review') return review(ticket.operation, asker, clicking.voting);
    return cancel(ticket.operation, asker, clicking.voting);
  });
}

/** The cluster's name was typed: the same vote, with everything read and judged again. Never rejects. */
export async function confirm(confirmed: Confirmed, clicking: Clicking, answering: Pick<Answering, 'whisper'>) {
  const { operation, hash, typed } = confirmed;
  await answered(confirmed, 'approve', clicking, answering, async () => {
    const ballot = { operation, hash, verdict: 'approve', reason: null, typed } as const;
    return vote(ballot, await askerOf(confirmed, clicking), clicking.voting);
  });
}

/** The modal that asked why was submitted: a vote like one that is typed, judged as of now. Never rejects. */
export async function turnDown(denied: Denied, clicking: Clicking, answering: Pick<Answering, 'whisper'>) {
  const { operation, hash, reason, changes } = denied;
  await answered(denied, 'deny', clicking, answering, async () => {
    const ballot: Ballot = { operation, hash, verdict: 'deny', reason, typed: null, ...(changes ? { changes } : {}) };
    return vote(ballot, await askerOf(denied, clicking), clicking.voting);
  });
}

/** Votes, or asks for the cluster's name first where only that is missing. */
async function approve(
  clicked: Click,
  ticket: Ticket,
  clicking: Clicking,
  { askName }: Answering,
): Promise<Result<unknown, Refusal>> {
  const { voting, settings } = clicking;
  const ballot: Ballot = { ...ticket, verdict: 'approve', reason: null, typed: null };
  const asker = askerOf(clicked, clicking);
  const found = await findOperation(ticket.operation, voting.operations);
  if (!found.ok) return found;
  if (!found.value.rule.typed) return vote(ballot, await asker, voting);
  const turnedAway = await whoMayNot(found.value, ballot, asker, clicking);
  if (turnedAway) return vote(ballot, turnedAway, voting);
  const language = languageOf(clicked.channel, settings);
  if (await askName(found.value, ticket, presentConfirmation(found.value), language)) return succeed(null);
  return fail(refuse('no_modal', { command: code(`/etcd approve ${ticket.operation} ${found.value.plan.cluster}`) }));
}

/** Asks for the reason; who could not deny anyway is not asked. */
async function deny(
  clicked: Click,
  ticket: Ticket,
  clicking: Clicking,
  { askReason }: Answering,
): Promise<Result<unknown, Refusal>> {
  const { voting, settings } = clicking;
  const ballot: Ballot = { ...ticket, verdict: 'deny', reason: null, typed: null };
  const asker = askerOf(clicked, clicking);
  const found = await findOperation(ticket.operation, voting.operations);
  if (!found.ok) return found;
  const turnedAway = await whoMayNot(found.value, ballot, asker, clicking);
  if (turnedAway) return vote(ballot, turnedAway, voting);
  if (await askReason(ticket, presentDenial(found.value), languageOf(clicked.channel, settings))) return succeed(null);
  const typed = (verb: string) => code(`/etcd ${verb} ${ticket.operation} …`);
  return fail(refuse('no_deny_modal', { deny: typed('deny'), changes: typed('request-changes') }));
}

/** What drifted is planned anew, for whoever pressed: who they are and what they may is judged like what is typed. */
async function replan(
  { operation, hash }: Ticket,
  { voting }: Clicking,
  { askAgain }: Answering,
): Promise<Result<unknown, Refusal>> {
  const found = await findOperation(operation, voting.operations);
  if (!found.ok) return found;
  if (shortHash(found.value.hash) !== hash) return fail(refuse('other_plan'));
  if (found.value.state !== 'stale') return fail(refuse('not_stale', { id: code(operation) }));
  await askAgain(found.value);
  return succeed(null);
}

/** Somebody of whom it is known in time that their vote would be refused, and not only for want of a name; else null. */
async function whoMayNot(
  operation: Operation,
  ballot: Ballot,
  asker: Promise<Asker>,
  { clock }: Clicking,
): Promise<Asker | null> {
  const known = await within(KNOWN_WITHIN_MS, asker);
  if (known === null) return null;
  const verdict = rehearse(operation, ballot, known, clock());
  return verdict.ok || verdict.error.refused === 'typing_needed' ? null : known;
}

function askerOf({ team, user, channel, thread }: Pressed, { settings, directory }: Clicking): Promise<Asker> {
  const place = { kind: 'channel', channel, thread } as const;
  return knowAsker({ kind: 'slack', team, user, name: user }, channelOf(place, settings), { settings, directory });
}

async function answered(
  { user, channel }: Pressed,
  action: string,
  { meter, log, settings }: Clicking,
  { whisper }: Pick<Answering, 'whisper'>,
  act: () => Promise<Result<unknown, Refusal>>,
): Promise<void> {
  meter.commandAsked(action, 'button');
  const outcome = await act().catch((error: unknown) => {
    log.error({ user, channel, action, error }, 'a click could not be handled');
    return fail(refuse('queue_unreachable'));
  });
  const refused = outcome.ok ? {} : { refused: outcome.error.refused };
  log.info({ user, channel, action, ...refused }, `button ${action}`);
  if (outcome.ok) return;
  meter.commandRefused(action, outcome.error.refused);
  await whisper(presentRefusal(outcome.error), languageOf(channel, settings));
}
