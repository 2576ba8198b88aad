import { code } from '../core/message.ts';
import type { Operation } from '../core/operation.ts';
import { OperationUnreadable } from '../core/operation-unreadable.ts';
import { quoteTyped } from '../core/parse-quote.ts';
import type { Operations } from '../core/ports.ts';
import { type Refusal, refuse } from '../core/refusal.ts';
import { fail, type Result, succeed } from '../core/result.ts';
import { suggest } from '../core/suggest.ts';

/** How many newer operations a mistyped id is compared with. */
const COMPARED = 100;

/** Pressing again does not help: another version wrote it, and knows more of it. */
function unreadable(error: unknown): 'unreadable' {
  if (error instanceof OperationUnreadable) return 'unreadable';
  throw error;
}

/** The operation with this id as the store has it now; else what was meant. Rejects when the store does not answer. */
export async function findOperation(typed: string, operations: Operations): Promise<Result<Operation, Refusal>> {
  const id = typed.toLowerCase();
  const found = await operations.load(id).catch(unreadable);
  if (found === 'unreadable') return fail(refuse('operation_unreadable', { id: code(id) }));
  if (found) return succeed(found);
  const latest = await operations.list({ cluster: null, open: false, limit: COMPARED });
  const meant = suggest(
    id,
    latest.map(operation => operation.id),
  );
  if (meant !== null) return fail(refuse('mistyped_operation', { typed: quoteTyped(typed), meant: code(meant) }));
  return fail(refuse('unknown_operation', { typed: quoteTyped(typed), command: code('/etcd operations') }));
}
