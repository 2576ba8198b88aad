import { ROOT } from '../../src/core/auth.ts';
import { authDraft, authSurvey } from '../../src/core/auth-draft.ts';
import { ask, passwordOf } from '../../src/core/auth-words.ts';
import type { Survey } from '../../src/core/cluster.ts';
import type { ChangeCommand } from '../../src/core/command.ts';
import { dryRun } from '../../src/core/draft.ts';
import { code, say } from '../../src/core/message.ts';
import { isRefusal, refuse } from '../../src/core/refusal.ts';
import { NEXT_PASSWORD, refreshAfter } from '../../src/core/root-rotation.ts';

/** Where the cluster is Pigsty's, its playbooks can go on. */
const survey: Survey = { parts: [...authSurvey.parts, 'pigsty', 'playbooks'] };

/**
 * Another password for root, and what has to learn it. A bot that is root itself takes the one that its configuration has ready, and no other.
 */
export const authRotateRoot: ChangeCommand = {
  kind: 'change',
  words: ['auth', 'rotate-root'],
  aliases: [],
  summary: 'auth.rotate_root.summary',
  args: [],
  options: [ask, dryRun],
  examples: ['auth rotate-root', 'auth rotate-root --ask', 'auth rotate-root --dry-run'],
  needs: () => survey,
  plan: (request, snapshot) =>
    authDraft(authRotateRoot, request, snapshot, state => {
      const { steps, notes } = refreshAfter(state, snapshot);
      if (state.login === ROOT) {
        if (!state.prepared || request.options.ask === true) {
          return refuse('rotate_locks_out', { cluster: code(snapshot.cluster), next: code(NEXT_PASSWORD) });
        }
        const change = { change: 'set-password', user: ROOT, password: { from: 'next' } } as const;
        const told = say('auth.note.configured', { next: code(NEXT_PASSWORD) });
        return { changes: [change], finally: steps, notes: [told, ...notes] };
      }
      const asked = passwordOf(request);
      if (isRefusal(asked)) return asked;
      return {
        changes: [{ change: 'set-password', user: ROOT, password: asked.source }],
        finally: steps,
        notes: [asked.note, ...notes],
      };
    }),
};
