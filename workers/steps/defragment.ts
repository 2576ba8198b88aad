import { memberFactsOf } from '../../src/core/expectations.ts';
import { stateOf } from '../../src/core/health/state.ts';
import { bytes, say, type Text, time } from '../../src/core/message.ts';
import { type Effect, effect, onMember, type Site, type StepOf, seen } from './deed.ts';

/** A file that was worth defragmenting is smaller by more than this afterwards. */
const SMALLER = 0.9;

/**
 * etcd keeps no record of it but a counter that ends with its process, so the counter is noted first. The call may end long before the work
 * does: then the member is watched until it is through.
 */
export const defragment = ({ member }: StepOf<'defragment'>, site: Site): Effect => {
  const { operator } = site;
  const ask = async () => (member.id === null ? null : operator.defragmentation(member.id));
  const size = async () => {
    const { members } = stateOf(await operator.survey({ parts: ['status', 'members'] }));
    return memberFactsOf(member, members)?.dbSize ?? null;
  };
  return effect({
    act: () => onMember(member, site, id => operator.defragment(id)),
    before: async () => {
      const [told, file] = await Promise.all([ask(), size()]);
      if (told === null) return say('running.before_untold');
      return say('running.before', { size: bytes(file ?? 0), times: told.done, since: time(told.since) });
    },
    observe: async noted => {
      if (noted === null) return seen('not_done');
      const before = readNote(noted);
      const now = await ask();
      if (before === null || now === null) return seen('unknown');
      if (now.running) return seen('unknown', say('running.defragmenting', { name: member.name }));
      if (now.since === before.since) return seen(now.done > before.times ? 'done' : 'not_done');
      const file = await size();
      return file === null ? seen('unknown') : seen(file < before.size * SMALLER ? 'done' : 'not_done');
    },
    told: async () => {
      const file = await size();
      return file === null ? null : say('running.defragmented', { name: member.name, size: bytes(file) });
    },
  });
};

function readNote(note: Text): { readonly size: number; readonly times: number; readonly since: number } | null {
  if (!('key' in note) || note.key !== 'running.before') return null;
  const { size, times, since } = note.params;
  if (typeof size !== 'object' || typeof since !== 'object' || typeof times !== 'number') return null;
  return size.type === 'bytes' && since.type === 'time' ? { size: size.value, times, since: since.value } : null;
}
