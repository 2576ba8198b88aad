import { authDraft, authSurvey } from '../../src/core/auth-draft.ts';
import { ask, passwordOf } from '../../src/core/auth-words.ts';
import type { ChangeCommand } from '../../src/core/command.ts';
import { dryRun } from '../../src/core/draft.ts';
import { code } from '../../src/core/message.ts';
import { isRefusal, refuse } from '../../src/core/refusal.ts';
import type { Request } from '../../src/core/request.ts';

/** A new user. Its password passes through no command: it is made, or typed into a form. */
export const userAdd: ChangeCommand = {
  kind: 'change',
  words: ['user', 'add'],
  aliases: [],
  summary: 'user.add.summary',
  args: [{ name: 'user', required: true, kind: 'text' }],
  options: [{ name: 'no-password', kind: 'flag', summary: 'auth.option.no_password' }, ask, dryRun],
  examples: ['user add app', 'user add app --no-password', 'user add app --ask'],
  needs: request => {
    const asked = passwordFor(request);
    return asked !== null && isRefusal(asked) ? asked : authSurvey;
  },
  plan: (request, snapshot) =>
    authDraft(userAdd, request, snapshot, () => {
      const asked = passwordFor(request);
      if (asked !== null && isRefusal(asked)) return asked;
      const user = request.args.user ?? '';
      return {
        changes: [{ change: 'add-user', user, password: asked?.source ?? null }],
        notes: asked ? [asked.note] : [],
      };
    }),
};

function passwordFor(request: Request) {
  if (request.options['no-password'] !== true) return passwordOf(request);
  return request.options.ask === true
    ? refuse('password_two_ways', { ask: code('--ask'), none: code('--no-password') })
    : null;
}
