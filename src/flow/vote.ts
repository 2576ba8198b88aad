import { type Actor, approversOf, type Cast, decideCancel, decideVote } from '../core/approval.ts';
import { type Asker, authorize } from '../core/authorize.ts';
import type { CancelFacts, VoteFacts } from '../core/facts/desk.ts';
import { accountsOf } from '../core/linked-accounts.ts';
import type { Operation } from '../core/operation.ts';
import type { AuditLog, ChangeJobs, Clock, Log, Operations } from '../core/ports.ts';
import type { Refusal } from '../core/refusal.ts';
import { fail, type Result, succeed } from '../core/result.ts';
import { findOperation } from './find-operation.ts';
import { moveOn } from './move-on.ts';
import { type Person, personOf } from './person.ts';
import type { Ticket } from './ticket.ts';

export type Voting = {
  readonly operations: Operations;
  readonly audit: AuditLog;
  readonly changes: ChangeJobs;
  /** Lets the workers know what Slack says of everybody the operation rests on. Never rejects. */
  readonly publish: (operation: Operation) => Promise<void>;
  /** Shows the card as it is now, and in its thread what people did. Never rejects. */
  readonly show: (operation: Operation) => Promise<void>;
  /** Says in the card's thread what has come to it since, and whatever else follows from it. Never rejects. */
  readonly reply: (operation: Operation, said: VoteFacts | CancelFacts) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
};

/** What somebody wants of an operation. `hash`: of the plan they saw; null when they typed the id alone. */
export type Ballot = { readonly operation: string; readonly hash: Ticket['hash'] | null } & Pick<
  Cast,
  'verdict' | 'reason' | 'typed' | 'changes'
>;

/**
 * One vote, by whichever way it came: button, modal, slash command, mention or terminal. The operation is read again from the
 * store, and of several at the same time one wins.
 */
export async function vote(ballot: Ballot, asker: Asker, voting: Voting): Promise<Result<VoteFacts, Refusal>> {
  const { verdict } = ballot;
  const found = await findOperation(ballot.operation, voting.operations);
  if (!found.ok) return found;
  const allowed = authorize({ ...asker, permission: 'approve' });
  const person = allowed.ok ? personOf(asker) : allowed;
  if (!person.ok) return refused(found.value, verdict, asker, person.error, voting);
  const cast = castOf(ballot, actorOf(asker, person.value, voting.clock()));
  const moved = await moveOn(found.value, operation => decideVote(operation, cast), voting);
  if (!moved.ok) return refused(found.value, verdict, asker, moved.error, voting);
  return succeed(await follow(moved.value, ballot, person.value, voting));
}

/** Whether this vote would count if it were cast now; `typing_needed` when only the cluster's name is missing. */
export function rehearse(operation: Operation, ballot: Ballot, asker: Asker, now: number): Result<unknown, Refusal> {
  const allowed = authorize({ ...asker, permission: 'approve' });
  const person = allowed.ok ? personOf(asker) : allowed;
  if (!person.ok) return person;
  return decideVote(operation, castOf(ballot, actorOf(asker, person.value, now)));
}

const castOf = ({ operation: _operation, hash, ...ballot }: Ballot, actor: Actor): Cast => ({
  ...actor,
  ...ballot,
  hash12: hash,
});

/** Takes an operation back, or stops a running one before its next step. */
export async function cancel(id: string, asker: Asker, voting: Voting): Promise<Result<CancelFacts, Refusal>> {
  const found = await findOperation(id, voting.operations);
  if (!found.ok) return found;
  const welcome = authorize({ ...asker, permission: 'read' });
  const person = welcome.ok ? personOf(asker) : welcome;
  if (!person.ok) return refused(found.value, 'cancel', asker, person.error, voting);
  const actor = actorOf(asker, person.value, voting.clock());
  const moved = await moveOn(found.value, operation => decideCancel(operation, actor), voting);
  if (!moved.ok) return refused(found.value, 'cancel', asker, moved.error, voting);
  const { plan, state } = moved.value;
  const { name } = person.value;
  const said: CancelFacts = {
    kind: 'cancel',
    name,
    operation: moved.value.id,
    cluster: plan.cluster,
    line: plan.line,
    state,
  };
  await voting.show(moved.value);
  await voting.reply(moved.value, said);
  return succeed(said);
}

function actorOf(asker: Asker, person: Person, now: number): Actor {
  const may = (permission: 'approve' | 'operate'): boolean => authorize({ ...asker, permission }).ok;
  const accounts = accountsOf(person.user, asker.access.linked ?? []);
  const way = asker.actor.kind === 'terminal' ? { login: asker.actor.login } : {};
  return { ...person, ...way, accounts, may: { approve: may('approve'), operate: may('operate') }, now };
}

/**
 * The vote stands. What follows can fail without taking it back: the workers' sweep finds what nobody handed to them. The card
 * comes before the work, or it would be older than what the worker shows.
 */
async function follow(
  operation: Operation,
  { verdict, reason, changes }: Ballot,
  { user, name }: Person,
  voting: Voting,
): Promise<VoteFacts> {
  const { plan, state, rule, id } = operation;
  await voting.show(operation);
  await voting.publish(operation);
  const late = state === 'queued' && !(await handOver(operation, voting));
  const said: VoteFacts = {
    ...{ kind: 'vote', verdict, user, name, reason, late, state, ...(changes ? { changes } : {}) },
    ...{ operation: id, cluster: plan.cluster, line: plan.line },
    ...{ approvals: approversOf(operation).length, required: rule.required },
  };
  await voting.reply(operation, said);
  return said;
}

async function handOver({ id, plan }: Operation, { changes, log }: Voting): Promise<boolean> {
  try {
    await changes.run({ id, cluster: plan.cluster });
    return true;
  } catch (error) {
    log.warn({ operation: id, error }, 'the queue did not take an approved operation: the sweep will');
    return false;
  }
}

/** Who was refused what belongs into the audit log too. That it cannot be written changes nothing of the refusal. */
export async function refused(
  { id, plan }: Operation,
  wanted: string,
  asker: Asker,
  refusal: Refusal,
  { audit, clock, log }: Pick<Voting, 'audit' | 'clock' | 'log'>,
): Promise<Result<never, Refusal>> {
  const { name } = asker.actor;
  const person = personOf(asker);
  const who = person.ok ? person.value.user : name;
  const details = { wanted, code: refusal.refused, name };
  await audit
    .record({ at: clock(), what: 'vote-refused', who, cluster: plan.cluster, operation: id, details })
    .catch((error: unknown) => log.warn({ operation: id, error }, 'a refused vote is missing in the audit log'));
  return fail(refusal);
}
