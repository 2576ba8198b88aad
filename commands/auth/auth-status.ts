import { authOf } from '../../src/core/auth-reliance.ts';
import type { ReadCommand } from '../../src/core/command.ts';
import { judgeLogins } from '../../src/core/health/logins.ts';

/** Whether etcd asks for logins, and what is wrong with users, roles and, if it is asked for, passwords. */
export const authStatus: ReadCommand = {
  kind: 'read',
  words: ['auth', 'status'],
  aliases: [],
  summary: 'auth.status.summary',
  args: [],
  options: [{ name: 'check-passwords', kind: 'flag', summary: 'logins.option.check' }],
  examples: ['auth status', 'auth status --check-passwords'],
  // What is tried stands in the log of etcd.
  permission: ({ options }) => (options['check-passwords'] ? 'values' : 'read'),
  needs: ({ options }) => ({
    parts: ['auth', 'patroni', ...(options['check-passwords'] ? ['passwords' as const] : [])],
  }),
  view: (_request, snapshot) => {
    const { cluster, takenAt, tookMs, patroni, passwords } = snapshot;
    const state = authOf(snapshot);
    const clusters = patroni.ok ? patroni.value.map(({ name }) => name) : null;
    const tried = passwords?.ok ? passwords.value : null;
    return {
      kind: 'auth',
      about: 'status',
      cluster,
      takenAt,
      tookMs,
      state,
      findings: state.ok ? judgeLogins({ auth: state.value, clusters, passwords: tried }) : [],
      compared: patroni.ok || patroni.fault.code === 'not_asked',
      ...(passwords ? { passwords } : {}),
    };
  },
};
