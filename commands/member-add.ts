import type { ChangeCommand } from '../src/core/command.ts';
import { changeSurvey, draft, dryRun } from '../src/core/draft.ts';
import { nameTaken, newcomer, noteOfEndpoint, stepsToAdd, votersAfter } from '../src/core/membership.ts';
import { say } from '../src/core/message.ts';
import { isRefusal } from '../src/core/refusal.ts';

/** A new voter: a learner first, which counts for nothing, and a voter once it has caught up. */
export const memberAdd: ChangeCommand = {
  kind: 'change',
  words: ['member', 'add'],
  aliases: [],
  summary: 'changes.member_add.summary',
  args: [
    { name: 'name', required: true, kind: 'text' },
    { name: 'url', required: true, kind: 'text' },
  ],
  options: [dryRun],
  examples: ['member add etcd-4 https://10.0.0.4:2380', 'member add etcd-4 https://10.0.0.4:2380 --dry-run'],
  needs: request => {
    const added = newcomer(request);
    return isRefusal(added) ? added : changeSurvey;
  },
  plan: (request, snapshot) =>
    draft(memberAdd, request, snapshot, given => {
      const added = newcomer(request);
      if (isRefusal(added)) return added;
      const taken = nameTaken(added.name, given.members);
      if (taken) return taken;
      return {
        steps: [
          { kind: 'await-health', despite: [], without: [] },
          ...stepsToAdd(added),
          { kind: 'verify', expect: { kind: 'voters', members: votersAfter(given, [], [added]), absent: [] } },
        ],
        notes: [say('changes.note.learner_first'), noteOfEndpoint(given, added, snapshot.cluster)],
      };
    }),
};
