import type { ChangeCommand } from '../../src/core/command.ts';
import { draft, dryRun } from '../../src/core/draft.ts';
import { code, say } from '../../src/core/message.ts';
import {
  hostsOf,
  notesOnDifferences,
  playbookSurvey,
  printOption,
  usablePigsty,
} from '../../src/core/pigsty/decide.ts';
import { pausedAround } from '../../src/core/pigsty/paused-around.ts';
import { rollingRestart } from '../../src/core/pigsty/rolling.ts';
import { isRefusal } from '../../src/core/refusal.ts';

/** Turns on auto compaction: every PostgreSQL cluster paused, each member with its configuration written anew, and all resumed. */
export const playbookGc: ChangeCommand = {
  kind: 'change',
  words: ['playbook', 'gc'],
  aliases: [],
  summary: 'playbook.summary.gc',
  args: [],
  options: [printOption, dryRun],
  examples: ['playbook gc', 'playbook gc --dry-run'],
  needs: () => playbookSurvey,
  plan: (request, snapshot) =>
    draft(playbookGc, request, snapshot, given => {
      const pigsty = usablePigsty(snapshot);
      if (isRefusal(pigsty)) return pigsty;
      const placed = hostsOf(given.members, pigsty);
      if (isRefusal(placed)) return placed;
      const steps = rollingRestart(given, placed, true);
      if (isRefusal(steps)) return steps;
      const paused = pausedAround(steps, request, snapshot);
      if (isRefusal(paused)) return paused;
      const told = say('playbook.note.gc', { command: code('status') });
      return { steps: paused.steps, notes: [told, ...paused.notes, ...notesOnDifferences(pigsty, given)] };
    }),
};
