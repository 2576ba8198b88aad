import { type Asker, authorize, type Right } from './authorize.ts';
import type { Command } from './command.ts';
import type { Refusal } from './refusal.ts';
import type { Request } from './request.ts';
import { type Result, succeed } from './result.ts';

export type AnyOf = readonly [Right, ...Right[]];

/** What a command takes: any one of these rights is enough. */
export function rightsFor(command: Command, request: Request): AnyOf {
  switch (command.kind) {
    case 'read':
      return [command.permission(request)];
    case 'change':
      return ['operate'];
    case 'desk': {
      const right = command.rightFor?.(request) ?? command.right;
      return right === 'either' ? ['operate', 'approve'] : [right];
    }
    case 'local':
      return ['read'];
  }
}

/** Decides whether somebody has one of the rights; the refusal is that of the first. */
export function authorizeAny([first, ...others]: AnyOf, asker: Asker): Result<true, Refusal> {
  const verdict = authorize({ ...asker, permission: first });
  if (verdict.ok || !others.some(permission => authorize({ ...asker, permission }).ok)) return verdict;
  return succeed(true);
}
