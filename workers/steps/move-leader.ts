import { stateOf } from '../../src/core/health/state.ts';
import { type Effect, effect, onMember, type Site, type StepOf, seen } from './deed.ts';

/** Handing over to whoever leads already is no change (etcd server.go, MoveLeader). */
export const moveLeader = ({ to }: StepOf<'move-leader'>, { operator }: Site): Effect =>
  effect({
    act: () => onMember(to, { operator }, id => operator.moveLeader(id)),
    observe: async () => {
      const { leader, leaders } = stateOf(await operator.survey({ parts: ['status', 'members'] }));
      if (leader === null || leaders.length > 1) return seen('unknown');
      return seen(leader.id === to.id ? 'done' : 'not_done');
    },
  });
