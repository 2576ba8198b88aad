import type { ChangeCommand } from '../../src/core/command.ts';
import { changeSurvey, draft, dryRun } from '../../src/core/draft.ts';
import { code, say, time } from '../../src/core/message.ts';
import { deadlineOf, forOption } from '../../src/core/patroni/pause-option.ts';
import { clustersNamed, pauseStep, sortForPause } from '../../src/core/patroni/pause-plan.ts';
import { isRefusal, type Refusal, refuse } from '../../src/core/refusal.ts';
import type { Request } from '../../src/core/request.ts';

/** Maintenance mode of Patroni, for one PostgreSQL cluster or all, until it is taken back. */
export const pgPause: ChangeCommand = {
  kind: 'change',
  words: ['pg', 'pause'],
  aliases: [],
  summary: 'pause.summary.pause',
  args: [{ name: 'name', required: false, kind: 'text' }],
  options: [{ name: 'all', kind: 'flag', summary: 'pause.option.all' }, forOption, dryRun],
  examples: ['pg pause pg-test', 'pg pause --all --for 2h'],
  needs: request => {
    const which = whichOf(request);
    const until = deadlineOf(request);
    if (isRefusal(which)) return which;
    return typeof until === 'number' ? changeSurvey : until;
  },
  plan: (request, snapshot) =>
    draft(pgPause, request, snapshot, () => {
      const which = whichOf(request);
      if (isRefusal(which)) return which;
      const until = deadlineOf(request);
      if (typeof until !== 'number') return until;
      const clusters = clustersNamed(snapshot, which.name);
      if (isRefusal(clusters)) return clusters;
      const { chosen, notes } = sortForPause(clusters, snapshot.pauses);
      const [why] = notes;
      if (chosen.length === 0 && why) return refuse('pause_none_fit', { why: { type: 'text', value: why } });
      return {
        steps: chosen.map(cluster => pauseStep(cluster, until)),
        notes: [
          say('pause.note.no_failover'),
          say('pause.note.until', { until: time(until), command: code('/etcd pg resume --all') }),
          ...notes,
        ],
      };
    }),
};

/** One by name, or all: never all by a word that was forgotten. */
export function whichOf({
  args,
  options,
}: Pick<Request, 'args' | 'options'>): { readonly name: string | null } | Refusal {
  const all = options.all === true;
  if (all === (args.name !== undefined)) return refuse('pause_which', { all: code('--all') });
  return { name: args.name ?? null };
}
