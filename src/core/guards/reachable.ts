import type { MemberFacts } from '../facts/members.ts';
import { phraseOf, troubleOf } from '../health/fault.ts';
import { isRepair } from '../membership-projection.ts';
import { list, say, type Text } from '../message.ts';
import { quorumOf } from '../quorum.ts';
import { isDestroying, runsIn } from './playbook-runs.ts';
import { revives } from './revival.ts';
import { actsOn, removes, restarts } from './targets-of-steps.ts';
import { guard, named, passed, refused, viewOf } from './verdict.ts';

/** Whom the bot cannot reach it can judge no better than that: down. Only who goes, is restarted, or is given its address, may be. */
export const reachable = guard('reachable', given => {
  const view = viewOf(given);
  const { state, stages, plan } = view;
  const voters = state.members.filter(member => member.voter);
  if (voters.length === 0) return refused(say('guard.reachable.uncounted'));
  const silent = voters.filter(member => member.health !== 'healthy');
  if (silent.length === 0) return passed(say('guard.reachable.all', { count: voters.length }));
  const unseen = silent.filter(({ health, fault }) => health === 'unreachable' && fault?.code !== 'refused');
  // Who is merely silent may serve where the bot cannot see it: enough of them would be a cluster that lives.
  if (state.serving === false && runsIn(view).some(isDestroying) && unseen.length >= quorumOf(voters.length))
    return refused(say('guard.reachable.may_serve', { who: named(unseen) }));
  if (revives(view)) return passed(say('guard.revives'));
  const others = silent.filter(
    member => !removes(plan, member) && !restarts(plan, member) && !actsOn(plan, ['update-member'], member),
  );
  if (others.length === 0) return passed(say('guard.reachable.but_target', { who: named(silent) }));
  const known = others.every(member => member.health === 'unreachable' || member.health === 'no_quorum_read');
  return known && isRepair(plan, stages)
    ? passed(say('guard.reachable.repair', { who: named(others) }))
    : refused(say('guard.reachable.silent', { who: list(others.map(troubleWith)) }));
});

function troubleWith(member: MemberFacts): Text {
  const { name, health, fault } = member;
  if (health === 'unstarted') return say('fault.unstarted', { name });
  if (health === 'unasked') return say('guard.reachable.unasked', { name });
  return fault
    ? troubleOf(name, fault)
    : say('fault.sentence', { name, phrase: { type: 'text', value: phraseOf(null) } });
}
