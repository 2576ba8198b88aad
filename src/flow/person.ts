import type { Asker } from '../core/authorize.ts';
import { code } from '../core/message.ts';
import { type Refusal, refuse } from '../core/refusal.ts';
import { fail, type Result, succeed } from '../core/result.ts';

/** Somebody who answers for what they do: one Slack user id, whichever way they came in. */
export type Person = { readonly user: string; readonly name: string };

/** The person behind an actor. A login that is mapped to nobody, and a schedule, are no person. */
export function personOf({ actor, access }: Pick<Asker, 'actor' | 'access'>): Result<Person, Refusal> {
  if (actor.kind === 'slack') return succeed({ user: actor.user, name: actor.name });
  if (actor.kind === 'schedule') return fail(refuse('not_operator'));
  const { login, name } = actor;
  const user = Object.hasOwn(access.terminal, login) ? access.terminal[login] : undefined;
  return user === undefined ? fail(refuse('login_unmapped', { login: code(login) })) : succeed({ user, name });
}
