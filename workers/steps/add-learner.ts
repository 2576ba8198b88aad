import { memberOf } from '../../src/core/expectations.ts';
import { code, say } from '../../src/core/message.ts';
import { type Effect, effect, inMembers, readMembers, type Site, type StepOf } from './deed.ts';

/** etcd takes each peer URL once, so this can't happen twice. */
export const addLearner = ({ member }: StepOf<'add-learner'>, site: Site): Effect =>
  effect({
    act: () => site.operator.addLearner(member.peerUrl),
    observe: () => inMembers(site, members => members.some(({ peerUrls }) => peerUrls.includes(member.peerUrl))),
    told: async () => {
      const members = await readMembers(site);
      const added = members.ok ? memberOf({ ...member, id: null }, members.value) : undefined;
      return added ? say('running.added', { name: member.name, id: code(added.id) }) : null;
    },
    // For its first five seconds a voter counts as connected to nobody.
    passing: { faults: ['unhealthy_cluster'], withinMs: 15_000 },
  });
