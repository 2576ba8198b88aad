import { authDraft, authSurvey } from '../../src/core/auth-draft.ts';
import type { ChangeCommand } from '../../src/core/command.ts';
import { dryRun } from '../../src/core/draft.ts';

/** A user is deleted. */
export const userDelete: ChangeCommand = {
  kind: 'change',
  words: ['user', 'delete'],
  aliases: [],
  summary: 'user.delete.summary',
  args: [{ name: 'user', required: true, kind: 'text', choices: 'user' }],
  options: [dryRun],
  examples: ['user delete app'],
  needs: () => authSurvey,
  plan: (request, snapshot) =>
    authDraft(userDelete, request, snapshot, () => ({
      changes: [{ change: 'delete-user', user: request.args.user ?? '' }],
    })),
};
