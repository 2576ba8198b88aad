import { authDraft, authSurvey } from '../../src/core/auth-draft.ts';
import type { ChangeCommand } from '../../src/core/command.ts';
import { dryRun } from '../../src/core/draft.ts';

/** A user gets a role. */
export const userGrantRole: ChangeCommand = {
  kind: 'change',
  words: ['user', 'grant-role'],
  aliases: [],
  summary: 'user.grant_role.summary',
  args: [
    { name: 'user', required: true, kind: 'text', choices: 'user' },
    { name: 'role', required: true, kind: 'text', choices: 'role' },
  ],
  options: [dryRun],
  examples: ['user grant-role app app-rw'],
  needs: () => authSurvey,
  plan: (request, snapshot) =>
    authDraft(userGrantRole, request, snapshot, () => ({
      changes: [{ change: 'grant-role', user: request.args.user ?? '', role: request.args.role ?? '' }],
    })),
};
