import type { ChangeCommand } from '../src/core/command.ts';
import { changeSurvey, draft, dryRun, type Given } from '../src/core/draft.ts';
import { bestLeader, leaderOf } from '../src/core/leadership.ts';
import { code, say } from '../src/core/message.ts';
import { isRefusal, type Refusal, refuse } from '../src/core/refusal.ts';
import { findMember, type Known, targetOf } from '../src/core/targets.ts';

/** Another voter leads: the one that is named, or the one fit best. */
export const moveLeader: ChangeCommand = {
  kind: 'change',
  words: ['move-leader'],
  aliases: [['leader', 'move']],
  summary: 'changes.move_leader.summary',
  args: [{ name: 'member', required: false, kind: 'text' }],
  options: [dryRun],
  examples: ['move-leader', 'move-leader etcd-2'],
  needs: () => changeSurvey,
  plan: (request, snapshot) =>
    draft(moveLeader, request, snapshot, given => {
      const leader = leaderOf(given);
      if (!leader) return refuse('leaderless', { cluster: code(given.state.cluster) });
      const next = chosen(given, leader, request.args.member);
      if (isRefusal(next)) return next;
      const [from, to] = [targetOf(leader), targetOf(next)];
      return {
        steps: [
          { kind: 'move-leader', from, to },
          { kind: 'verify', expect: { kind: 'leader', member: to } },
        ],
        notes: request.args.member === undefined ? [say('changes.note.fittest', { name: next.name })] : [],
      };
    }),
};

function chosen(given: Given, leader: Known, typed: string | undefined): Known | Refusal {
  if (typed === undefined) return bestLeader(given, []) ?? refuse('no_next_leader', { name: code(leader.name) });
  const member = findMember(typed, given.members);
  if (isRefusal(member)) return member;
  if (member.id === leader.id) return refuse('leads_already', { name: code(member.name) });
  if (!member.voter) return refuse('learner_cannot_lead', { name: code(member.name) });
  return member.health === 'healthy' ? member : refuse('unfit_to_lead', { name: code(member.name) });
}
