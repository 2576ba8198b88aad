import { list, say, verbatim } from '../message.ts';
import { revives } from './revival.ts';
import { guard, passed, refused, viewOf } from './verdict.ts';

export const leader = guard('leader', given => {
  const view = viewOf(given);
  const { leaders } = view.state;
  const [name] = leaders;
  if (name === undefined && revives(view)) return passed(say('guard.revives'));
  if (name === undefined) return refused(say('guard.leader.none'));
  return leaders.length > 1
    ? refused(say('guard.leader.several', { who: list(leaders.map(each => verbatim(each))) }))
    : passed(say('guard.leader.agreed', { name }));
});
