import type { ChangeCommand } from '../../src/core/command.ts';
import { draft, dryRun } from '../../src/core/draft.ts';
import { say } from '../../src/core/message.ts';
import {
  hostsOf,
  nobodyAnswers,
  notesOnDifferences,
  playbookSurvey,
  printOption,
  usablePigsty,
} from '../../src/core/pigsty/decide.ts';
import { rollingRestart } from '../../src/core/pigsty/rolling.ts';
import { restartStep } from '../../src/core/pigsty/runs.ts';
import { noLogin } from '../../src/core/pigsty/without-login.ts';
import { isRefusal } from '../../src/core/refusal.ts';
import { findMember } from '../../src/core/targets.ts';

/** Restarts members by Pigsty's playbook: one, or one after another with the leader last. */
export const playbookRestart: ChangeCommand = {
  kind: 'change',
  words: ['playbook', 'restart'],
  aliases: [],
  summary: 'playbook.summary.restart',
  args: [],
  options: [{ name: 'member', kind: 'text', summary: 'playbook.option.member' }, printOption, dryRun],
  examples: ['playbook restart', 'playbook restart --member etcd-2', 'playbook restart --print'],
  needs: () => playbookSurvey,
  plan: (request, snapshot) => {
    const pigsty = usablePigsty(snapshot);
    if (isRefusal(pigsty)) return pigsty;
    return (
      noLogin('restart', snapshot, pigsty) ??
      nobodyAnswers(snapshot, pigsty) ??
      draft(playbookRestart, request, snapshot, given => {
        const placed = hostsOf(given.members, pigsty);
        if (isRefusal(placed)) return placed;
        const typed = request.options.member;
        const member = typeof typed === 'string' ? findMember(typed, given.members) : null;
        if (member && isRefusal(member)) return member;
        const chosen = member ? placed.filter(each => each.member.id === member.id) : placed;
        const steps = rollingRestart(given, chosen, restartStep);
        if (isRefusal(steps)) return steps;
        return { steps, notes: [say('playbook.note.one_by_one'), ...notesOnDifferences(pigsty, given)] };
      })
    );
  },
};
