import { code, list, say, type Text, verbatim } from '../core/message.ts';
import type { Operation } from '../core/operation.ts';

/** PostgreSQL clusters that an operation has paused, or may have, and not resumed: whoever reads its end has to know. */
export function stillPaused({ plan, steps, requester }: Operation): readonly Text[] {
  const begun = plan.steps.flatMap((step, index) => {
    const state = steps[index]?.state;
    return state === 'pending' || state === 'skipped' || state === undefined ? [] : [{ step, done: state === 'done' }];
  });
  const resumed = begun.flatMap(({ step, done }) => (step.kind === 'resume-postgres' && done ? [step.postgres] : []));
  const paused = begun.flatMap(({ step }) => (step.kind === 'pause-postgres' ? [step.postgres] : []));
  const left = paused.filter(name => !resumed.includes(name));
  if (left.length === 0) return [];
  const command = code(`/etcd pg resume ${left.length === 1 ? left[0] : '--all'} --cluster ${plan.cluster}`);
  return [say('card.next.paused', { who: list(left.map(name => verbatim(name))), owner: requester.name, command })];
}
