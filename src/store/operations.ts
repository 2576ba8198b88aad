import { z } from 'zod';
import type { AuditRecord } from '../core/audit.ts';
import { isOver, type Operation } from '../core/operation.ts';
import { OperationUnreadable } from '../core/operation-unreadable.ts';
import type { Log, Operations } from '../core/ports.ts';
import { succeed } from '../core/result.ts';
import { type Chain, StoreContended } from './chain.ts';
import { openFence } from './fence.ts';
import { noteOperation, writeOperation } from './operation-scripts.ts';
import { runScript } from './script.ts';

/** How a record is written and read; the adapter is the queue's wire. */
export type OperationRecords = {
  readonly write: (operation: Operation) => string;
  readonly read: (
    text: string,
  ) => { readonly ok: true; readonly value: Operation } | { readonly ok: false; readonly detail: string };
};

export const KEPT_MS = 90 * 24 * 60 * 60 * 1000;
const MOST_RECENT = 1_000;
const MOST_MOVES = 100;
const replySchema = z.array(z.string());

export const operationKey = (prefix: string, id: string): string => `${prefix}:operation:${id}`;
export const unshownKey = (prefix: string): string => `${prefix}:operations:unshown`;
const indexKey = (prefix: string, index: 'open' | 'recent', cluster: string | null): string =>
  `${prefix}:operations:${index}${cluster === null ? '' : `:${cluster}`}`;

/**
 * Operations, each one record. The audit entry is part of the step that writes one, so neither can be without the other. Ids stay taken
 * and records readable for 90 days after their end; of each cluster the newest 1000 are listed, and all that are open.
 */
export function openOperations(chain: Chain, records: OperationRecords, log: Log): Operations {
  const { redis, prefix } = chain;

  const load = async (id: string): Promise<Operation | null> => {
    const text = await redis.hget(operationKey(prefix, id), 'record');
    if (text === null) return null;
    const record = records.read(text);
    if (!record.ok) throw new OperationUnreadable(`operation ${id} cannot be read: ${record.detail}`);
    return record.value;
  };

  /** False when another revision than the expected one is there. */
  const write = async (operation: Operation, expected: number | null, audit: AuditRecord): Promise<boolean> => {
    const { id, revision, plan, askedAt, state } = operation;
    const indexes = (['open', 'recent'] as const).flatMap(index =>
      [null, plan.cluster].map(cluster => indexKey(prefix, index, cluster)),
    );
    const [reply] = await chain.append(audit, {
      script: writeOperation,
      keys: [operationKey(prefix, id), ...indexes, unshownKey(prefix)],
      args: [
        ...[id, expected ?? '', revision, records.write(operation), askedAt],
        ...[isOver(state) ? 0 : 1, KEPT_MS, MOST_RECENT],
      ],
    });
    return reply === 'written';
  };

  /** The same, untold. */
  const note = async (operation: Operation, expected: number): Promise<boolean> => {
    const { id, revision } = operation;
    const keys = [operationKey(prefix, id), unshownKey(prefix)];
    const reply = await runScript(redis, noteOperation, keys, [id, expected, revision, records.write(operation)]);
    return replySchema.parse(reply)[0] === 'written';
  };

  return {
    ...openFence(redis, prefix),
    create: (operation, audit) => write(operation, null, audit),
    load,
    transition: async (id, decide) => {
      for (let moves = 0; moves < MOST_MOVES; moves++) {
        const current = await load(id);
        if (current === null) throw new RangeError(`there is no operation ${id}`);
        const decided = decide(current);
        if (!decided.ok) return decided;
        const next = { ...decided.value.operation, id, revision: current.revision + 1 };
        const { quiet, audit } = decided.value;
        const written = quiet ? note(next, current.revision) : write(next, current.revision, audit);
        if (await written) return succeed(next);
      }
      throw new StoreContended(`operation ${id} moved on ${MOST_MOVES} times`);
    },
    list: async ({ cluster, open, limit, strict }) => {
      const ids = await redis.zrevrange(indexKey(prefix, open ? 'open' : 'recent', cluster), 0, limit - 1);
      const found = await Promise.all(
        ids.map(id =>
          load(id).catch((error: unknown) => {
            if (strict || !(error instanceof OperationUnreadable)) throw error;
            log.warn({ operation: id, error: error.message }, 'an operation is left out of a list');
            return null;
          }),
        ),
      );
      return found.filter(operation => operation !== null);
    },
  };
}
