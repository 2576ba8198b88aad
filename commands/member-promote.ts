import type { ChangeCommand } from '../src/core/command.ts';
import { changeSurvey, draft, dryRun } from '../src/core/draft.ts';
import { votersAfter } from '../src/core/membership.ts';
import { code } from '../src/core/message.ts';
import { isRefusal, refuse } from '../src/core/refusal.ts';
import { findMember, targetOf } from '../src/core/targets.ts';

/** A learner becomes a voter, once it has caught up. */
export const memberPromote: ChangeCommand = {
  kind: 'change',
  words: ['member', 'promote'],
  aliases: [],
  summary: 'changes.member_promote.summary',
  args: [{ name: 'member', required: true, kind: 'text', choices: 'learner' }],
  options: [dryRun],
  examples: ['member promote etcd-4'],
  needs: () => changeSurvey,
  plan: (request, snapshot) =>
    draft(memberPromote, request, snapshot, given => {
      const member = findMember(request.args.member ?? '', given.members);
      if (isRefusal(member)) return member;
      if (member.voter) return refuse('votes_already', { name: code(member.name) });
      const target = targetOf(member);
      return {
        steps: [
          { kind: 'await-in-sync', member: target },
          { kind: 'promote', member: target },
          { kind: 'verify', expect: { kind: 'voters', members: votersAfter(given, [], [target]), absent: [] } },
        ],
      };
    }),
};
