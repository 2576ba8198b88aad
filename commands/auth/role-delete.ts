import { authDraft, authSurvey } from '../../src/core/auth-draft.ts';
import type { ChangeCommand } from '../../src/core/command.ts';
import { dryRun } from '../../src/core/draft.ts';

/** A role is deleted, and taken from its users. */
export const roleDelete: ChangeCommand = {
  kind: 'change',
  words: ['role', 'delete'],
  aliases: [],
  summary: 'role.delete.summary',
  args: [{ name: 'role', required: true, kind: 'text', choices: 'role' }],
  options: [dryRun],
  examples: ['role delete app-rw'],
  needs: () => authSurvey,
  plan: (request, snapshot) =>
    authDraft(roleDelete, request, snapshot, () => ({
      changes: [{ change: 'delete-role', role: request.args.role ?? '' }],
    })),
};
