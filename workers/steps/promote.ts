import { memberOf } from '../../src/core/expectations.ts';
import { type Effect, effect, inMembers, onMember, type Site, type StepOf } from './deed.ts';

const CATCHES_UP_MS = 30 * 60_000;

/** "Not in sync yet" is a no that passes; every other answer is not asked for twice. */
export const promote = ({ member }: StepOf<'promote'>, site: Site): Effect =>
  effect({
    act: () => onMember(member, site, id => site.operator.promote(id)),
    observe: () => inMembers(site, members => memberOf(member, members)?.learner === false),
    passing: { faults: ['not_in_sync'], withinMs: CATCHES_UP_MS },
  });
