import { list, say, verbatim } from '../message.ts';
import { guard, passed, refused, viewOf } from './verdict.ts';

export const leader = guard('leader', given => {
  const { leaders } = viewOf(given).state;
  const [name] = leaders;
  if (name === undefined) return refused(say('guard.leader.none'));
  return leaders.length > 1
    ? refused(say('guard.leader.several', { who: list(leaders.map(each => verbatim(each))) }))
    : passed(say('guard.leader.agreed', { name }));
});
