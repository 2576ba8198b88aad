import { authDraft, authSurvey } from '../../src/core/auth-draft.ts';
import type { ChangeCommand } from '../../src/core/command.ts';
import { dryRun } from '../../src/core/draft.ts';

/** A role that permits nothing yet. */
export const roleAdd: ChangeCommand = {
  kind: 'change',
  words: ['role', 'add'],
  aliases: [],
  summary: 'role.add.summary',
  args: [{ name: 'role', required: true, kind: 'text' }],
  options: [dryRun],
  examples: ['role add app-rw'],
  needs: () => authSurvey,
  plan: (request, snapshot) =>
    authDraft(roleAdd, request, snapshot, () => ({ changes: [{ change: 'add-role', role: request.args.role ?? '' }] })),
};
