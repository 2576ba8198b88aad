import { authDraft, authSurvey } from '../../src/core/auth-draft.ts';
import { keyOptions, keysOf } from '../../src/core/auth-words.ts';
import type { ChangeCommand } from '../../src/core/command.ts';
import { dryRun } from '../../src/core/draft.ts';
import { isRefusal } from '../../src/core/refusal.ts';

/** A role loses a permission, which is known by its keys. */
export const roleRevokePermission: ChangeCommand = {
  kind: 'change',
  words: ['role', 'revoke-permission'],
  aliases: [],
  summary: 'role.revoke_permission.summary',
  args: [
    { name: 'role', required: true, kind: 'text', choices: 'role' },
    { name: 'key', required: true, kind: 'text' },
    { name: 'end', required: false, kind: 'text' },
  ],
  options: [...keyOptions, dryRun],
  examples: ['role revoke-permission app-rw /app/ --prefix'],
  needs: request => {
    const keys = keysOf(request);
    return isRefusal(keys) ? keys : authSurvey;
  },
  plan: (request, snapshot) =>
    authDraft(roleRevokePermission, request, snapshot, () => {
      const keys = keysOf(request);
      return isRefusal(keys)
        ? keys
        : { changes: [{ change: 'revoke-permission', role: request.args.role ?? '', keys }] };
    }),
};
