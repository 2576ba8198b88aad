import type { Asker } from '../core/authorize.ts';
import { type Counts, isCountId } from '../core/counting.ts';
import type { Document } from '../core/document.ts';
import type { Facts } from '../core/facts/index.ts';
import type { Refusal } from '../core/refusal.ts';
import type { Request } from '../core/request.ts';
import type { Result } from '../core/result.ts';
import { present } from '../present/present.ts';
import { type Alerting, acknowledge, silence, tellAlerts, unsilence } from './alerts.ts';
import type { DeskRequest } from './decide.ts';
import { endCount } from './end-count.ts';
import { freeze, type Stopping, unfreeze } from './freeze.ts';
import { type Person, personOf } from './person.ts';
import { type Records, tellAudit, tellOperations } from './records.ts';
import { type Reviewing, review } from './review.ts';
import { cancel, type Voting, vote } from './vote.ts';

export type Desk = Voting & Stopping & Records & Reviewing & Alerting & { readonly counts: Counts };

export type DeskAnswer = { readonly facts: Facts; readonly document: Document };

type Outcome = Promise<Result<Facts, Refusal>>;

/** What each command of the desk does. Its right was checked before; whoever votes is judged again, as of now. */
const desks: Readonly<Record<string, (asked: DeskRequest, desk: Desk) => Outcome>> = {
  approve: ({ request, asker }, desk) => vote(ballotOf(request, 'approve'), asker, desk),
  deny: ({ request, asker }, desk) => vote(ballotOf(request, 'deny'), asker, desk),
  'request-changes': ({ request, asker }, desk) => vote({ ...ballotOf(request, 'deny'), changes: true }, asker, desk),
  cancel: ({ request: { args }, asker }, desk) =>
    isCountId(args.id ?? '') ? endCount(args.id ?? '', asker, desk) : cancel(args.id ?? '', asker, desk),
  review: ({ request, asker }, desk) => review(request.args.id ?? '', asker, desk),
  operations: ({ request }, desk) => tellOperations(request, desk),
  audit: ({ request }, desk) => tellAudit(request, desk),
  freeze: ({ request, asker }, desk) => asPerson(asker, person => freeze(request, person, desk)),
  alerts: ({ request }, desk) => tellAlerts(request, desk),
  acknowledge: ({ request, asker }, desk) => asPerson(asker, person => acknowledge(request, person, desk)),
  silence: ({ request, asker }, desk) => asPerson(asker, person => silence(request, person, desk)),
  unsilence: ({ request, asker }, desk) => asPerson(asker, person => unsilence(request, person, desk)),
  unfreeze: ({ request, asker }, desk) => asPerson(asker, person => unfreeze(request, person, desk)),
};

/** Does what is asked of the desk, for Slack and the terminal alike. Rejects when the store does not answer; then nothing was done. */
export async function deskAnswer(asked: DeskRequest, desk: Desk): Promise<DeskAnswer | Refusal> {
  const { command } = asked.request;
  const act = Object.hasOwn(desks, command) ? desks[command] : undefined;
  if (!act) throw new Error(`the desk does not know the command ${command}`);
  const outcome = await act(asked, desk);
  return outcome.ok ? { facts: outcome.value, document: present(outcome.value) } : outcome.error;
}

const ballotOf = ({ args }: Request, verdict: 'approve' | 'deny') => ({
  operation: args.id ?? '',
  hash: null,
  verdict,
  typed: args.cluster ?? null,
  reason: args.reason ?? null,
});

async function asPerson(asker: Asker, act: (person: Person) => Outcome): Outcome {
  const person = personOf(asker);
  return person.ok ? act(person.value) : person;
}
