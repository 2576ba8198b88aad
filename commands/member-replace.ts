import type { ChangeCommand } from '../src/core/command.ts';
import { changeSurvey, draft, dryRun, type Given, type Sketch } from '../src/core/draft.ts';
import { leadAway } from '../src/core/leadership.ts';
import {
  alreadyDown,
  isLastVoter,
  nameTaken,
  newcomer,
  noteOfEndpoint,
  stepsToAdd,
  stepsToRemove,
  votersAfter,
} from '../src/core/membership.ts';
import { code, say } from '../src/core/message.ts';
import type { Step, Target } from '../src/core/plan.ts';
import { isRefusal, type Refusal, refuse } from '../src/core/refusal.ts';
import { findMember, type Known, targetOf } from '../src/core/targets.ts';

/** One member goes and another comes: a dead one goes first, because etcd takes nobody in while one of three is down. */
export const memberReplace: ChangeCommand = {
  kind: 'change',
  words: ['member', 'replace'],
  aliases: [],
  summary: 'changes.member_replace.summary',
  args: [
    { name: 'member', required: true, kind: 'text', choices: 'member' },
    { name: 'name', required: true, kind: 'text' },
    { name: 'url', required: true, kind: 'text' },
  ],
  options: [{ name: 'learner-first', kind: 'flag', summary: 'changes.option.learner_first' }, dryRun],
  examples: [
    'member replace etcd-3 etcd-4 https://10.0.0.4:2380',
    'member replace etcd-3 etcd-4 https://10.0.0.4:2380 --learner-first',
  ],
  needs: request => {
    const added = newcomer(request);
    return isRefusal(added) ? added : changeSurvey;
  },
  plan: (request, snapshot) =>
    draft(memberReplace, request, snapshot, given => {
      const added = newcomer(request);
      if (isRefusal(added)) return added;
      const gone = findMember(request.args.member ?? '', given.members);
      if (isRefusal(gone)) return gone;
      const way = request.options['learner-first'] ? addThenRemove : removeThenAdd;
      return way(given, gone, added, snapshot.cluster);
    }),
};

function removeThenAdd(given: Given, gone: Known, added: Target, cluster: string): Sketch | Refusal {
  if (gone.voter && gone.health === 'healthy') {
    return refuse('replaced_is_healthy', { name: code(gone.name), option: code('--learner-first') });
  }
  const impossible = isLastVoter(given, gone) ?? nameTaken(added.name, without(given, gone));
  if (impossible) return impossible;
  const away = leadAway(given, gone);
  if (isRefusal(away)) return away;
  return {
    steps: [...away, ...stepsToRemove(given, gone), ...stepsToAdd(added), voters(given, gone, added)],
    notes: [
      say('changes.note.removed_for_good', { name: gone.name }),
      say('changes.note.learner_first'),
      noteOfEndpoint(given, added, cluster),
    ],
  };
}

function addThenRemove(given: Given, gone: Known, added: Target, cluster: string): Sketch | Refusal {
  const impossible = isLastVoter(given, gone) ?? nameTaken(added.name, given.members);
  if (impossible) return impossible;
  const away = leadAway(given, gone);
  if (isRefusal(away)) return away;
  return {
    steps: [
      { kind: 'await-health', despite: [], without: alreadyDown(given).map(({ id }) => id) },
      ...stepsToAdd(added),
      ...away,
      ...stepsToRemove(given, gone),
      voters(given, gone, added),
    ],
    notes: [
      say('changes.note.learner_first'),
      say('changes.note.removed_for_good', { name: gone.name }),
      noteOfEndpoint(given, added, cluster),
    ],
  };
}

const without = (given: Given, gone: Known): readonly Known[] => given.members.filter(({ id }) => id !== gone.id);

const voters = (given: Given, gone: Known, added: Target): Step => ({
  kind: 'verify',
  expect: { kind: 'voters', members: votersAfter(given, [gone], [added]), absent: [targetOf(gone)] },
});
