import type { ChangeCommand } from '../../src/core/command.ts';
import { draft, dryRun } from '../../src/core/draft.ts';
import { say } from '../../src/core/message.ts';
import { notesOnDifferences, playbookSurvey, printOption, usablePigsty } from '../../src/core/pigsty/decide.ts';
import { referenceSteps } from '../../src/core/pigsty/runs.ts';
import { isRefusal } from '../../src/core/refusal.ts';

/** Everybody who keeps a list of the members gets it anew, from the inventory. No etcd is restarted. */
export const playbookConfig: ChangeCommand = {
  kind: 'change',
  words: ['playbook', 'config'],
  aliases: [],
  summary: 'playbook.summary.config',
  args: [],
  options: [printOption, dryRun],
  examples: ['playbook config', 'playbook config --print'],
  needs: () => playbookSurvey,
  plan: (request, snapshot) =>
    draft(playbookConfig, request, snapshot, given => {
      const pigsty = usablePigsty(snapshot);
      if (isRefusal(pigsty)) return pigsty;
      return {
        steps: [...referenceSteps(pigsty.inventory), { kind: 'verify', expect: { kind: 'healthy' } }],
        notes: [say('playbook.note.references'), ...notesOnDifferences(pigsty, given)],
      };
    }),
};
