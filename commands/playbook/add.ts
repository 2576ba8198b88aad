import type { ChangeCommand } from '../../src/core/command.ts';
import { draft, dryRun, type Given, type Sketch } from '../../src/core/draft.ts';
import { nameTaken, votersAfter } from '../../src/core/membership.ts';
import { code, say } from '../../src/core/message.ts';
import {
  expected,
  findHost,
  type NamedHost,
  notesOnDifferences,
  playbookSurvey,
  printOption,
  usablePigsty,
} from '../../src/core/pigsty/decide.ts';
import { memberFor } from '../../src/core/pigsty/differences.ts';
import type { PigstyState } from '../../src/core/pigsty/inventory.ts';
import { joinStep, referenceSteps } from '../../src/core/pigsty/runs.ts';
import { isRefusal, type Refusal, refuse } from '../../src/core/refusal.ts';
import { targetOf } from '../../src/core/targets.ts';

/** A host of the inventory becomes a voter: a learner first, then the playbook, then promoted once it has caught up. */
export const playbookAdd: ChangeCommand = {
  kind: 'change',
  words: ['playbook', 'add'],
  aliases: [],
  summary: 'playbook.summary.add',
  args: [{ name: 'ip', required: true, kind: 'text' }],
  options: [printOption, dryRun],
  examples: ['playbook add 10.1.0.14', 'playbook add 10.1.0.14 --print'],
  needs: () => playbookSurvey,
  plan: (request, snapshot) =>
    draft(playbookAdd, request, snapshot, given => {
      const pigsty = usablePigsty(snapshot);
      if (isRefusal(pigsty)) return pigsty;
      const host = findHost(request.args.ip ?? '', pigsty);
      return isRefusal(host) ? host : joining(host, pigsty, given);
    }),
};

/** One that an earlier try has left as a learner goes on from there. */
function joining(host: NamedHost, pigsty: PigstyState, given: Given): Sketch | Refusal {
  const there = memberFor(host, given.members);
  if (there?.voter) return refuse('already_member', { name: code(there.name), address: code(host.address) });
  const taken = there ? null : nameTaken(host.name, given.members);
  if (taken) return taken;
  const member = there ? targetOf(there) : expected(host);
  return {
    steps: [
      { kind: 'await-health', despite: [], without: [] },
      ...(there ? [] : [{ kind: 'add-learner', member } as const]),
      joinStep(host, member),
      { kind: 'await-in-sync', member },
      { kind: 'promote', member },
      ...referenceSteps(pigsty.inventory),
      { kind: 'verify', expect: { kind: 'voters', members: votersAfter(given, [], [member]), absent: [] } },
    ],
    notes: [
      say('changes.note.learner_by_playbook'),
      say('playbook.note.references'),
      ...notesOnDifferences(pigsty, given, [host.address]),
    ],
  };
}
