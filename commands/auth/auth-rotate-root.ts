import { ROOT } from '../../src/core/auth.ts';
import { authDraft, authSurvey } from '../../src/core/auth-draft.ts';
import { ask, passwordOf } from '../../src/core/auth-words.ts';
import type { ChangeCommand } from '../../src/core/command.ts';
import { dryRun } from '../../src/core/draft.ts';
import { code, say } from '../../src/core/message.ts';
import { isRefusal, refuse } from '../../src/core/refusal.ts';
import { NEXT_PASSWORD, refreshNotes } from '../../src/core/root-rotation.ts';

/** Another password for root. A bot that is root itself takes the one that its configuration has ready, and no other. */
export const authRotateRoot: ChangeCommand = {
  kind: 'change',
  words: ['auth', 'rotate-root'],
  aliases: [],
  summary: 'auth.rotate_root.summary',
  args: [],
  options: [ask, dryRun],
  examples: ['auth rotate-root', 'auth rotate-root --ask', 'auth rotate-root --dry-run'],
  needs: () => authSurvey,
  plan: (request, snapshot) =>
    authDraft(authRotateRoot, request, snapshot, state => {
      const notes = refreshNotes(state);
      if (state.login === ROOT) {
        if (!state.prepared || request.options.ask === true) {
          return refuse('rotate_locks_out', { cluster: code(snapshot.cluster), next: code(NEXT_PASSWORD) });
        }
        const change = { change: 'set-password', user: ROOT, password: { from: 'next' } } as const;
        return { changes: [change], notes: [say('auth.note.configured', { next: code(NEXT_PASSWORD) }), ...notes] };
      }
      const asked = passwordOf(request);
      if (isRefusal(asked)) return asked;
      return {
        changes: [{ change: 'set-password', user: ROOT, password: asked.source }],
        notes: [asked.note, ...notes],
      };
    }),
};
