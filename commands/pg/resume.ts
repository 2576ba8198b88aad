import type { ChangeCommand } from '../../src/core/command.ts';
import { changeSurvey, draft, dryRun } from '../../src/core/draft.ts';
import { code, inner, say, time } from '../../src/core/message.ts';
import { isPaused, NO_PAUSES, ownPause } from '../../src/core/patroni/pause.ts';
import { clustersNamed, listed, resumeStep } from '../../src/core/patroni/pause-plan.ts';
import { isRefusal, refuse } from '../../src/core/refusal.ts';
import { whichOf } from './pause.ts';

/** Takes back what the bot has paused. What others have paused stays as they left it. */
export const pgResume: ChangeCommand = {
  kind: 'change',
  words: ['pg', 'resume'],
  aliases: [],
  summary: 'pause.summary.resume',
  args: [{ name: 'name', required: false, kind: 'text' }],
  options: [{ name: 'all', kind: 'flag', summary: 'pause.option.all' }, dryRun],
  examples: ['pg resume pg-test', 'pg resume --all'],
  needs: request => {
    const which = whichOf(request);
    return isRefusal(which) ? which : changeSurvey;
  },
  plan: (request, snapshot) =>
    draft(pgResume, request, snapshot, () => {
      const which = whichOf(request);
      if (isRefusal(which)) return which;
      const clusters = clustersNamed(snapshot, which.name, true);
      if (isRefusal(clusters)) return clusters;
      const memory = snapshot.pauses ?? NO_PAUSES;
      const own = clusters.flatMap(cluster => {
        const record = ownPause(memory, cluster.name);
        return record === null ? [] : [{ cluster, record }];
      });
      const others = clusters.filter(cluster => isPaused(cluster) === true && ownPause(memory, cluster.name) === null);
      const left = say('pause.note.left', { who: listed(others), count: others.length });
      if (own.length === 0)
        return others.length > 0 ? refuse('resume_not_ours', { why: inner(left) }) : refuse('resume_none');
      return {
        steps: own.map(({ cluster }) => resumeStep(cluster)),
        notes: [
          ...own.map(({ record: { postgres, by, at } }) =>
            say('pause.note.paused_by', { name: code(postgres), owner: by.name, at: time(at) }),
          ),
          ...(others.length > 0 ? [left] : []),
        ],
      };
    }),
};
