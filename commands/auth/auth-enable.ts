import { type AuthState, userOf } from '../../src/core/auth.ts';
import { authDraft, authSurvey, untilEnabled } from '../../src/core/auth-draft.ts';
import type { Snapshot } from '../../src/core/cluster.ts';
import type { ChangeCommand } from '../../src/core/command.ts';
import { dryRun } from '../../src/core/draft.ts';
import { code, list, say, type Text, verbatim } from '../../src/core/message.ts';
import { refuse } from '../../src/core/refusal.ts';

/** Logins are asked for. Everything that etcd and the bot need for it is made first. */
export const authEnable: ChangeCommand = {
  kind: 'change',
  words: ['auth', 'enable'],
  aliases: [],
  summary: 'auth.enable.summary',
  args: [],
  options: [dryRun],
  examples: ['auth enable', 'auth enable --dry-run'],
  needs: () => authSurvey,
  plan: (request, snapshot) =>
    authDraft(authEnable, request, snapshot, state => {
      if (state.login === null) return refuse('auth_unconfigured', { cluster: code(snapshot.cluster) });
      const before = state.enabled ? { changes: [], notes: [] } : untilEnabled(state, state.login);
      return {
        changes: [...before.changes, { change: 'enable' }],
        notes: [...(before.notes ?? []), say('auth.note.cut_off'), ...dependants(snapshot, state)],
        finally: [{ kind: 'verify', expect: { kind: 'writable' } }],
      };
    }),
};

/** A PostgreSQL cluster that loses etcd becomes read-only: which of them are prepared, as far as names tell. */
function dependants({ patroni }: Snapshot, state: AuthState): readonly Text[] {
  if (!patroni.ok) return [say('auth.note.postgres_unknown')];
  const names = patroni.value.map(({ name }) => name);
  const ready = names.filter(name => userOf(state, name) !== null);
  const without = names.filter(name => userOf(state, name) === null);
  return [
    ...(ready.length > 0 ? [say('auth.note.postgres_ready', { who: list(ready.map(verbatim)) })] : []),
    ...(without.length > 0 ? [say('auth.note.postgres_without', { who: list(without.map(verbatim)) })] : []),
  ];
}
