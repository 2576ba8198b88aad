import { phraseOf } from '../health/fault.ts';
import { inner, say } from '../message.ts';
import { revives } from './revival.ts';
import { guard, passed, refused, viewOf } from './verdict.ts';

export const membersKnown = guard('members_known', given => {
  const view = viewOf(given);
  const { list, clusterIds } = view.state;
  if (!list.ok) return refused(say('guard.members_known.unreadable', { phrase: inner(phraseOf(list.fault)) }));
  if (clusterIds.length <= 1 && revives(view)) return passed(say('guard.revives'));
  if (!list.value.linearizable) return refused(say('guard.members_known.own_view'));
  return clusterIds.length > 1
    ? refused(say('guard.members_known.mixed', { count: clusterIds.length }))
    : passed(say('guard.members_known.certain'));
});
