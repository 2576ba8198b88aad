import { phraseOf } from '../health/fault.ts';
import { inner, say } from '../message.ts';
import { guard, passed, refused, viewOf } from './verdict.ts';

export const membersKnown = guard('members_known', given => {
  const { list, clusterIds } = viewOf(given).state;
  if (!list.ok) return refused(say('guard.members_known.unreadable', { phrase: inner(phraseOf(list.fault)) }));
  if (!list.value.linearizable) return refused(say('guard.members_known.own_view'));
  return clusterIds.length > 1
    ? refused(say('guard.members_known.mixed', { count: clusterIds.length }))
    : passed(say('guard.members_known.certain'));
});
