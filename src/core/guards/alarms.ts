import type { NamedAlarm } from '../facts/members.ts';
import { phraseOf } from '../health/fault.ts';
import { removedBy } from '../membership-projection.ts';
import { inner, list, type Param, say } from '../message.ts';
import type { Plan } from '../plan.ts';
import { revives } from './revival.ts';
import { stepsOf } from './targets-of-steps.ts';
import { guard, passed, refused, restOf, viewOf } from './verdict.ts';

/** An alarm is treated by a plan that takes it back, goes on in spite of it, or removes the member that raised it. */
export const alarms = guard('alarms', given => {
  const view = viewOf(given);
  const { state, plan } = view;
  if (!state.alarms.ok && revives(view)) return passed(say('guard.revives'));
  if (!state.alarms.ok) return refused(say('guard.alarms.unreadable', { phrase: inner(phraseOf(state.alarms.fault)) }));
  const raised = state.alarms.value;
  const missing = stepsOf(restOf(given), 'disarm-alarm').find(
    ({ member, alarm }) => !raised.some(each => each.member === member.id && each.kind === alarm),
  );
  if (missing) {
    return refused(say('guard.alarms.not_raised', { name: missing.member.name, kind: missing.alarm }));
  }
  const untreated = raised.filter(alarm => !isTreated(alarm, plan));
  if (untreated.length > 0) return refused(say('guard.alarms.raised', { alarms: told(untreated) }));
  return passed(raised.length > 0 ? say('guard.alarms.treated', { alarms: told(raised) }) : say('guard.alarms.none'));
});

function isTreated({ member, kind }: NamedAlarm, plan: Plan): boolean {
  return (
    stepsOf(plan, 'await-health').some(({ despite }) => despite.includes(kind)) ||
    stepsOf(plan, 'disarm-alarm').some(step => step.member.id === member && step.alarm === kind) ||
    plan.steps.some(step => removedBy(step).some(({ id }) => id === member))
  );
}

const told = (raised: readonly NamedAlarm[]): Param =>
  list(raised.map(({ kind, name }) => say('guard.alarms.one', { kind, name })));
