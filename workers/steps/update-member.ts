import { memberOf } from '../../src/core/expectations.ts';
import { type Effect, effect, inMembers, onMember, type Site, type StepOf } from './deed.ts';

export const updateMember = ({ member, peerUrl }: StepOf<'update-member'>, site: Site): Effect =>
  effect({
    act: () => onMember(member, site, id => site.operator.updateMember(id, peerUrl)),
    observe: () => inMembers(site, members => memberOf(member, members)?.peerUrls.join() === peerUrl),
  });
