import type { Asker } from '../core/authorize.ts';
import { code } from '../core/message.ts';
import { type Refusal, refuse } from '../core/refusal.ts';
import type { Actor } from '../core/request.ts';
import { fail, type Result, succeed } from '../core/result.ts';
import type { AccessSettings } from '../core/settings.ts';

/** Somebody who answers for what they do: one Slack user id, whichever way they came in. */
export type Person = { readonly user: string; readonly name: string };

/** The Slack user id of an actor: a login is the one it is mapped to. Null for a login of nobody, and for a schedule. */
export function slackUserOf(actor: Actor, { terminal }: AccessSettings): string | null {
  if (actor.kind === 'slack') return actor.user;
  if (actor.kind === 'schedule' || !Object.hasOwn(terminal, actor.login)) return null;
  return terminal[actor.login] ?? null;
}

/** The person behind an actor, or why there is none. */
export function personOf({ actor, access }: Pick<Asker, 'actor' | 'access'>): Result<Person, Refusal> {
  const user = slackUserOf(actor, access);
  if (user !== null) return succeed({ user, name: actor.name });
  return fail(refuse('login_unmapped', { login: code(actor.name) }));
}
