import type { Access, KeySpan } from '../../src/core/auth.ts';
import { authDraft, authSurvey } from '../../src/core/auth-draft.ts';
import { accessOf, keyOptions, keysOf } from '../../src/core/auth-words.ts';
import type { ChangeCommand } from '../../src/core/command.ts';
import { dryRun } from '../../src/core/draft.ts';
import { isRefusal, type Refusal } from '../../src/core/refusal.ts';
import type { Request } from '../../src/core/request.ts';

/** A role may read or write keys. */
export const roleGrantPermission: ChangeCommand = {
  kind: 'change',
  words: ['role', 'grant-permission'],
  aliases: [],
  summary: 'role.grant_permission.summary',
  args: [
    { name: 'role', required: true, kind: 'text', choices: 'role' },
    { name: 'access', required: true, kind: 'text' },
    { name: 'key', required: true, kind: 'text' },
    { name: 'end', required: false, kind: 'text' },
  ],
  options: [...keyOptions, dryRun],
  examples: [
    'role grant-permission app-rw readwrite /app/ --prefix',
    'role grant-permission reader read /config',
    'role grant-permission reader read /a /b',
  ],
  needs: request => {
    const asked = askedFor(request);
    return isRefusal(asked) ? asked : authSurvey;
  },
  plan: (request, snapshot) =>
    authDraft(roleGrantPermission, request, snapshot, () => {
      const asked = askedFor(request);
      if (isRefusal(asked)) return asked;
      return { changes: [{ change: 'grant-permission', role: request.args.role ?? '', ...asked }] };
    }),
};

function askedFor(request: Request): { readonly access: Access; readonly keys: KeySpan } | Refusal {
  const access = accessOf(request);
  if (typeof access !== 'string') return access;
  const keys = keysOf(request);
  return isRefusal(keys) ? keys : { access, keys };
}
