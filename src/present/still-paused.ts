import { code, list, say, type Text, verbatim } from '../core/message.ts';
import type { Operation, StepRecord } from '../core/operation.ts';

/** PostgreSQL clusters that an operation has paused, or may have, and not resumed: whoever reads its end has to know. */
export function stillPaused({ plan, steps, requester }: Operation): readonly Text[] {
  const begun = plan.steps.flatMap((step, index) => {
    const record = steps[index];
    const did = record !== undefined && mayHaveHappened(record);
    return did ? [{ step, done: record.state === 'done' }] : [];
  });
  const resumed = begun.flatMap(({ step, done }) => (step.kind === 'resume-postgres' && done ? [step.postgres] : []));
  const paused = begun.flatMap(({ step }) => (step.kind === 'pause-postgres' ? [step.postgres] : []));
  const left = paused.filter(name => !resumed.includes(name));
  if (left.length === 0) return [];
  const command = code(`/etcd pg resume ${left.length === 1 ? left[0] : '--all'} --cluster ${plan.cluster}`);
  return [say('card.next.paused', { who: list(left.map(name => verbatim(name))), owner: requester.name, command })];
}

/** One that failed was refused, or had its effect and was not seen by every member in time. */
function mayHaveHappened({ state, note }: StepRecord): boolean {
  if (state === 'failed') return note !== null && 'key' in note && note.key.startsWith('running.too_long');
  return state === 'done' || state === 'unknown' || state === 'running';
}
