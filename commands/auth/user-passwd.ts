import { ROOT } from '../../src/core/auth.ts';
import { authDraft, authSurvey } from '../../src/core/auth-draft.ts';
import { ask, passwordOf } from '../../src/core/auth-words.ts';
import type { ChangeCommand } from '../../src/core/command.ts';
import { dryRun } from '../../src/core/draft.ts';
import { isRefusal } from '../../src/core/refusal.ts';
import { refreshNotes } from '../../src/core/root-rotation.ts';

/** Another password for a user. */
export const userPasswd: ChangeCommand = {
  kind: 'change',
  words: ['user', 'passwd'],
  aliases: [],
  summary: 'user.passwd.summary',
  args: [{ name: 'user', required: true, kind: 'text', choices: 'user' }],
  options: [ask, dryRun],
  examples: ['user passwd app', 'user passwd app --ask'],
  needs: request => {
    const asked = passwordOf(request);
    return isRefusal(asked) ? asked : authSurvey;
  },
  plan: (request, snapshot) =>
    authDraft(userPasswd, request, snapshot, state => {
      const asked = passwordOf(request);
      if (isRefusal(asked)) return asked;
      const user = request.args.user ?? '';
      return {
        changes: [{ change: 'set-password', user, password: asked.source }],
        notes: [asked.note, ...(user === ROOT ? refreshNotes(state) : [])],
      };
    }),
};
