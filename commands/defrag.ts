import type { ChangeCommand } from '../src/core/command.ts';
import { rollingDefragmentation, spaceAlarms } from '../src/core/defragmentation.ts';
import { changeSurvey, draft, dryRun, type Given } from '../src/core/draft.ts';
import { gainOf, isWorthIt } from '../src/core/health/fragmentation.ts';
import { bytes, code, list, ratio, say, type Text, verbatim } from '../src/core/message.ts';
import type { Step } from '../src/core/plan.ts';
import { isRefusal, type Refusal, refuse } from '../src/core/refusal.ts';
import type { Request } from '../src/core/request.ts';
import { findMember, type Known } from '../src/core/targets.ts';

/** Empty pages go back to the disk: one member, or all that gain by it, one after another and the leader last. */
export const defrag: ChangeCommand = {
  kind: 'change',
  words: ['defrag'],
  aliases: [['defragment']],
  summary: 'changes.defrag.summary',
  args: [{ name: 'member', required: false, kind: 'text' }],
  options: [{ name: 'all', kind: 'flag', summary: 'changes.option.all' }, dryRun],
  examples: ['defrag', 'defrag etcd-2', 'defrag --all --dry-run'],
  needs: () => changeSurvey,
  plan: (request, snapshot) =>
    draft(defrag, request, snapshot, given => {
      const asked = askedFor(request, given);
      if ('refused' in asked) return asked;
      const chosen = request.options.all
        ? asked
        : asked.filter(member => isWorthIt(member, snapshot.thresholds?.fragmentation));
      if (chosen.length === 0) return nothingToGain(asked);
      const despite = spaceAlarms(given);
      const steps = rollingDefragmentation(given, chosen, despite);
      if (isRefusal(steps)) return steps;
      const left = asked.filter(member => !chosen.includes(member));
      return { steps: despite.length > 0 ? steps : verifiedLast(steps), notes: [...gains(chosen), ...leftOut(left)] };
    }),
};

/** Learners take no such call (etcd v3rpc/util.go, isRPCSupportedForLearner). */
function askedFor({ args }: Request, { members, voters }: Given): readonly Known[] | Refusal {
  if (args.member === undefined) return voters;
  const member = findMember(args.member, members);
  if (isRefusal(member)) return member;
  return member.voter ? [member] : refuse('learner_cannot_defragment', { name: code(member.name) });
}

function nothingToGain(asked: readonly Known[]): Refusal {
  const free = Math.max(0, ...asked.map(member => gainOf(member)?.free ?? 0));
  return refuse('nothing_to_defragment', { free: bytes(free), option: code('--all') });
}

/** The last wait is the proof: the whole cluster, and no alarm. */
const verifiedLast = (steps: readonly Step[]): readonly Step[] => [
  ...steps.slice(0, -1),
  { kind: 'verify', expect: { kind: 'healthy' } },
];

function gains(members: readonly Known[]): readonly Text[] {
  const told = members.flatMap(member => {
    const gain = gainOf(member);
    return gain
      ? [say('changes.note.gain', { name: member.name, free: bytes(gain.free), share: ratio(gain.share) })]
      : [];
  });
  return told.length > 0 ? [say('changes.note.gains', { gains: list(told) })] : [];
}

const leftOut = (members: readonly Known[]): readonly Text[] =>
  members.length > 0
    ? [
        say('changes.note.nothing_to_gain', {
          who: list(members.map(({ name }) => verbatim(name))),
          option: code('--all'),
        }),
      ]
    : [];
