import { memberOf } from '../../src/core/expectations.ts';
import { type Effect, effect, inMembers, onMember, type Site, type StepOf } from './deed.ts';

/** etcd never gives an id again, so this can't happen twice. */
export const removeMember = ({ member }: StepOf<'remove-member'>, site: Site): Effect =>
  effect({
    act: () => onMember(member, site, id => site.operator.removeMember(id)),
    observe: () => inMembers(site, members => memberOf(member, members) === undefined),
    passing: { faults: ['unhealthy_cluster'], withinMs: 15_000 },
  });
