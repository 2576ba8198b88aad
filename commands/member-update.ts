import type { ChangeCommand } from '../src/core/command.ts';
import { changeSurvey, draft, dryRun } from '../src/core/draft.ts';
import { alreadyDown } from '../src/core/membership.ts';
import { code, say } from '../src/core/message.ts';
import { readPeerUrl } from '../src/core/peer-url.ts';
import { isRefusal, refuse } from '../src/core/refusal.ts';
import { findMember, targetOf } from '../src/core/targets.ts';

/** The address at which the other members reach one of them. */
export const memberUpdate: ChangeCommand = {
  kind: 'change',
  words: ['member', 'update'],
  aliases: [],
  summary: 'changes.member_update.summary',
  args: [
    { name: 'member', required: true, kind: 'text', choices: 'member' },
    { name: 'url', required: true, kind: 'text' },
  ],
  options: [dryRun],
  examples: ['member update etcd-3 https://10.0.0.33:2380'],
  needs: ({ args }) => {
    const peerUrl = readPeerUrl(args.url ?? '');
    return typeof peerUrl === 'string' ? changeSurvey : peerUrl;
  },
  plan: (request, snapshot) =>
    draft(memberUpdate, request, snapshot, given => {
      const peerUrl = readPeerUrl(request.args.url ?? '');
      if (typeof peerUrl !== 'string') return peerUrl;
      const member = findMember(request.args.member ?? '', given.members);
      if (isRefusal(member)) return member;
      if (member.peerUrls.length === 1 && member.peerUrls[0] === peerUrl) {
        return refuse('url_already', { name: code(member.name), url: code(peerUrl) });
      }
      const down = alreadyDown(given).map(({ id }) => id);
      const voters = given.voters.map(targetOf);
      const members = voters.map(voter => (voter.id === member.id ? { ...voter, peerUrl } : voter));
      return {
        steps: [
          { kind: 'await-health', despite: [], without: down },
          { kind: 'update-member', member: targetOf(member), peerUrl },
          { kind: 'await-health', despite: [], without: down.filter(id => id !== member.id) },
          { kind: 'verify', expect: { kind: 'voters', members, absent: [] } },
        ],
        notes: [say('changes.note.restart_there', { name: member.name, url: code(peerUrl) })],
      };
    }),
};
