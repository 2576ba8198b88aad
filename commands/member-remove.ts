import type { ChangeCommand } from '../src/core/command.ts';
import { changeSurvey, draft, dryRun } from '../src/core/draft.ts';
import { leadAway } from '../src/core/leadership.ts';
import { isLastVoter, stepsToRemove, votersAfter } from '../src/core/membership.ts';
import { say } from '../src/core/message.ts';
import { isRefusal } from '../src/core/refusal.ts';
import { findMember, targetOf } from '../src/core/targets.ts';

/** A member leaves for good; a leader hands over first. */
export const memberRemove: ChangeCommand = {
  kind: 'change',
  words: ['member', 'remove'],
  aliases: [],
  summary: 'changes.member_remove.summary',
  args: [{ name: 'member', required: true, kind: 'text', choices: 'member' }],
  options: [dryRun],
  examples: ['member remove etcd-3', 'member remove etcd-3 --dry-run'],
  needs: () => changeSurvey,
  plan: (request, snapshot) =>
    draft(memberRemove, request, snapshot, given => {
      const member = findMember(request.args.member ?? '', given.members);
      if (isRefusal(member)) return member;
      const last = isLastVoter(given, member);
      if (last) return last;
      const away = leadAway(given, member);
      if (isRefusal(away)) return away;
      const absent = [targetOf(member)];
      return {
        steps: [
          ...away,
          ...stepsToRemove(given, member),
          { kind: 'verify', expect: { kind: 'voters', members: votersAfter(given, [member], []), absent } },
        ],
        notes: [say('changes.note.removed_for_good', { name: member.name })],
      };
    }),
};
