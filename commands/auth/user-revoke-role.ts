import { authDraft, authSurvey } from '../../src/core/auth-draft.ts';
import type { ChangeCommand } from '../../src/core/command.ts';
import { dryRun } from '../../src/core/draft.ts';

/** A user loses a role. */
export const userRevokeRole: ChangeCommand = {
  kind: 'change',
  words: ['user', 'revoke-role'],
  aliases: [],
  summary: 'user.revoke_role.summary',
  args: [
    { name: 'user', required: true, kind: 'text', choices: 'user' },
    { name: 'role', required: true, kind: 'text', choices: 'role' },
  ],
  options: [dryRun],
  examples: ['user revoke-role app app-rw'],
  needs: () => authSurvey,
  plan: (request, snapshot) =>
    authDraft(userRevokeRole, request, snapshot, () => ({
      changes: [{ change: 'revoke-role', user: request.args.user ?? '', role: request.args.role ?? '' }],
    })),
};
