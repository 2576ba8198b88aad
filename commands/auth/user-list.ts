import { authOf } from '../../src/core/auth-reliance.ts';
import type { ReadCommand } from '../../src/core/command.ts';

/** Users and their roles. */
export const userList: ReadCommand = {
  kind: 'read',
  words: ['user', 'list'],
  aliases: [['users']],
  summary: 'user.list.summary',
  args: [],
  options: [],
  examples: ['user list'],
  permission: () => 'read',
  needs: () => ({ parts: ['auth'] }),
  view: (_request, snapshot) => {
    const { cluster, takenAt, tookMs } = snapshot;
    return { kind: 'auth', about: 'users', cluster, takenAt, tookMs, state: authOf(snapshot) };
  },
};
