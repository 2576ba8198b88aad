import { authOf } from '../../src/core/auth-reliance.ts';
import type { ReadCommand } from '../../src/core/command.ts';

/** Whether etcd asks for logins. */
export const authStatus: ReadCommand = {
  kind: 'read',
  words: ['auth', 'status'],
  aliases: [],
  summary: 'auth.status.summary',
  args: [],
  options: [],
  examples: ['auth status'],
  permission: () => 'read',
  needs: () => ({ parts: ['auth'] }),
  view: (_request, snapshot) => {
    const { cluster, takenAt, tookMs } = snapshot;
    return { kind: 'auth', about: 'status', cluster, takenAt, tookMs, state: authOf(snapshot) };
  },
};
