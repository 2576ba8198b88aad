import { memberFactsOf } from '../../src/core/expectations.ts';
import { gainOf } from '../../src/core/health/fragmentation.ts';
import { stateOf } from '../../src/core/health/state.ts';
import { bytes, say } from '../../src/core/message.ts';
import { type Effect, effect, onMember, type Site, type StepOf, seen } from './deed.ts';

/** Right after it nothing of the file is free; what is freed until somebody looks stays far below this. */
const LEFT_FREE = 0.25;

/** The call may end long before the work does: then the member is watched until it is through. */
export const defragment = ({ member }: StepOf<'defragment'>, { operator }: Site): Effect => {
  const look = async () => {
    const { members } = stateOf(await operator.survey({ parts: ['status', 'members'] }));
    return memberFactsOf(member, members);
  };
  return effect({
    act: () => onMember(member, { operator }, id => operator.defragment(id)),
    observe: async () => {
      const running = member.id === null ? null : await operator.defragmenting(member.id);
      if (running) return seen('unknown', say('running.defragmenting', { name: member.name }));
      const facts = await look();
      const gain = facts ? gainOf(facts) : null;
      if (gain === null) return seen('unknown');
      return seen(gain.share < LEFT_FREE ? 'done' : 'not_done');
    },
    told: async () => {
      const facts = await look();
      return facts?.dbSize ? say('running.defragmented', { name: member.name, size: bytes(facts.dbSize) }) : null;
    },
  });
};
