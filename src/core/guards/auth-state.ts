import { afterAuth, problemOfAuth } from '../auth-effect.ts';
import { authOf } from '../auth-reliance.ts';
import { phraseOf } from '../health/fault.ts';
import { inner, say } from '../message.ts';
import { guard, leftOf, passed, refused, skipped } from './verdict.ts';

/** Users, roles and permissions are there, or not there yet, when a step's turn comes. */
export const authState = guard('auth_state', given => {
  const { snapshot } = given;
  const left = leftOf(given);
  if (!left.some(([, { kind }]) => kind === 'auth')) return skipped(say('guard.auth_state.none'));
  const read = authOf(snapshot);
  if (!read.ok) return refused(say('guard.auth_state.unreadable', { phrase: inner(phraseOf(read.fault)) }));
  let state = read.value;
  for (const [index, step] of left) {
    if (step.kind !== 'auth') continue;
    const why = problemOfAuth(state, step.auth);
    if (why) return refused(say('guard.auth_state.refuses', { number: index + 1, why: inner(why) }));
    state = afterAuth(state, step.auth);
  }
  return passed(say('guard.auth_state.accepts'));
});
