import { authDraft, authSurvey } from '../../src/core/auth-draft.ts';
import type { ChangeCommand } from '../../src/core/command.ts';
import { dryRun } from '../../src/core/draft.ts';
import { say } from '../../src/core/message.ts';

/** Logins are asked for no more. */
export const authDisable: ChangeCommand = {
  kind: 'change',
  words: ['auth', 'disable'],
  aliases: [],
  summary: 'auth.disable.summary',
  args: [],
  options: [dryRun],
  examples: ['auth disable'],
  needs: () => authSurvey,
  plan: (request, snapshot) =>
    authDraft(authDisable, request, snapshot, () => ({
      changes: [{ change: 'disable' }],
      notes: [say('auth.note.open')],
      finally: [{ kind: 'verify', expect: { kind: 'writable' } }],
    })),
};
