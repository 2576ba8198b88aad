import { type Effect, effect, onMember, type Site, type StepOf, seen } from './deed.ts';

/** One member, one kind. etcd takes back an alarm that is not raised without a word. */
export const disarmAlarm = ({ member, alarm }: StepOf<'disarm-alarm'>, { operator }: Site): Effect =>
  effect({
    act: () => onMember(member, { operator }, id => operator.disarm(id, alarm)),
    observe: async () => {
      const { alarms } = await operator.survey({ parts: ['alarms'] });
      if (!alarms.ok) return seen('unknown');
      const raised = alarms.value.some(({ member: of, kind }) => of === member.id && kind === alarm);
      return seen(raised ? 'not_done' : 'done');
    },
  });
