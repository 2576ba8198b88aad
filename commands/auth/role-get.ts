import { authOf } from '../../src/core/auth-reliance.ts';
import type { ReadCommand } from '../../src/core/command.ts';
import { code, codeText, list } from '../../src/core/message.ts';
import { quoteTyped } from '../../src/core/parse-quote.ts';
import { refuse } from '../../src/core/refusal.ts';

/** What one role permits, and who has it. */
export const roleGet: ReadCommand = {
  kind: 'read',
  words: ['role', 'get'],
  aliases: [],
  summary: 'role.get.summary',
  args: [{ name: 'role', required: true, kind: 'text', choices: 'role' }],
  options: [],
  examples: ['role get app-rw'],
  permission: () => 'read',
  needs: () => ({ parts: ['auth'] }),
  view: (request, snapshot) => {
    const { cluster, takenAt, tookMs } = snapshot;
    const state = authOf(snapshot);
    const role = request.args.role ?? '';
    if (state.ok && !state.value.roles.some(({ name }) => name === role)) {
      const names = state.value.roles.map(({ name }) => codeText(name));
      return refuse('no_such_role', { role: quoteTyped(role), roles: names.length > 0 ? list(names) : code('–') });
    }
    return { kind: 'auth', about: { role }, cluster, takenAt, tookMs, state };
  },
};
