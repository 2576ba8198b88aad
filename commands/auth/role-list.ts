import { authOf } from '../../src/core/auth-reliance.ts';
import type { ReadCommand } from '../../src/core/command.ts';

/** Roles, and how much they permit. */
export const roleList: ReadCommand = {
  kind: 'read',
  words: ['role', 'list'],
  aliases: [['roles']],
  summary: 'role.list.summary',
  args: [],
  options: [],
  examples: ['role list'],
  permission: () => 'read',
  needs: () => ({ parts: ['auth'] }),
  view: (_request, snapshot) => {
    const { cluster, takenAt, tookMs } = snapshot;
    return { kind: 'auth', about: 'roles', cluster, takenAt, tookMs, state: authOf(snapshot) };
  },
};
