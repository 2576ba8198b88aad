import type { Given } from './draft.ts';
import type { NamedAlarm } from './facts/members.ts';
import type { Step } from './plan.ts';
import { targetOf } from './targets.ts';

/** One step for each alarm. It may be of a member that is gone: etcd keeps those alarms, and takes its bare id. */
export const disarming = ({ members }: Given, alarms: readonly NamedAlarm[]): readonly Step[] =>
  alarms.flatMap(({ member: id, name, kind }): readonly Step[] => {
    if (kind === 'UNKNOWN') return [];
    const known = members.find(member => member.id === id);
    const member = known ? targetOf(known) : { id, name, peerUrl: '' };
    return [{ kind: 'disarm-alarm', member, alarm: kind }];
  });
