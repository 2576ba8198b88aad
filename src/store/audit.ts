import { z } from 'zod';
import { type AuditEntry, EMPTY_CHAIN } from '../core/audit.ts';
import type { AuditLog } from '../core/ports.ts';
import { auditHeadKey, auditIndexKey, auditLogKey, type Chain, chained } from './chain.ts';
import { parseJson } from './json.ts';

const entrySchema = z.strictObject({
  at: z.number(),
  what: z.string(),
  who: z.string(),
  cluster: z.string(),
  operation: z.string().nullable(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  number: z.number(),
  previous: z.string(),
  hash: z.string(),
});

const storedSchema = z.array(z.tuple([z.string(), z.array(z.string())]));

const recordStep = chained(`return append('recorded')`);

const PAGE = 500;

/**
 * The audit log: a stream whose ids are the entries' numbers, so pages start anywhere and Redis itself refuses to write a number twice.
 * It is never trimmed. An entry that is no longer readable is shown as `unreadable`, and no chain goes through it.
 */
export function openAuditLog({ redis, prefix, append }: Chain): AuditLog {
  const log = auditLogKey(prefix);
  const range = async (from: string, to: string, count: number) =>
    read(await redis.xrange(log, from, to, 'COUNT', count));

  async function* pages(): AsyncIterable<readonly AuditEntry[]> {
    let from = '-';
    for (;;) {
      const page = await range(from, '+', PAGE);
      if (page.length > 0) yield page;
      if (page.length < PAGE) return;
      from = `(${page.at(-1)?.number ?? 0}-0`;
    }
  }

  async function listBy(filter: Parameters<AuditLog['list']>[0], index: string): Promise<readonly AuditEntry[]> {
    const found: AuditEntry[] = [];
    const page = Math.min(Math.max(filter.limit, 50), PAGE);
    for (let end = await redis.llen(index); end > 0 && found.length < filter.limit; end -= page) {
      const numbers = (await redis.lrange(index, Math.max(end - page, 0), end - 1)).reverse();
      const entries = await Promise.all(numbers.map(number => range(`${number}-0`, `${number}-0`, 1)));
      found.push(...entries.flat().filter(entry => matches(entry, filter)));
    }
    return found.slice(0, filter.limit);
  }

  return {
    record: async record => {
      await append(record, { script: recordStep, keys: [], args: [] });
    },
    list: async filter => {
      const index = narrowestIndex(prefix, filter);
      return index === null ? read(await redis.xrevrange(log, '+', '-', 'COUNT', filter.limit)) : listBy(filter, index);
    },
    pages,
    head: async () => {
      const [number, hash] = await redis.hmget(auditHeadKey(prefix), 'number', 'hash');
      return number && hash ? { number: Number(number), hash } : EMPTY_CHAIN;
    },
  };
}

type Filter = Pick<AuditEntry, 'operation'> & { readonly who: string | null; readonly cluster: string | null };

function narrowestIndex(prefix: string, { operation, who, cluster }: Filter): string | null {
  if (operation !== null) return auditIndexKey(prefix, 'operation', operation);
  if (who !== null) return auditIndexKey(prefix, 'who', who);
  return cluster === null ? null : auditIndexKey(prefix, 'cluster', cluster);
}

const matches = (entry: AuditEntry, { operation, who, cluster }: Filter): boolean =>
  (operation === null || entry.operation === operation) &&
  (who === null || entry.who === who) &&
  (cluster === null || entry.cluster === cluster);

/** The place in the stream is an entry's number, whatever it says of itself: one that was moved no longer fits its hash. */
function read(stored: unknown): readonly AuditEntry[] {
  return storedSchema.parse(stored).map(([id, [, text = '']]) => {
    const number = Number(id.split('-')[0]);
    const entry = entrySchema.safeParse(parseJson(text)).data;
    return entry ? { ...entry, number } : unreadable(number, text);
  });
}

const unreadable = (number: number, text: string): AuditEntry => ({
  ...{ at: 0, what: 'unreadable', who: '', cluster: '', operation: null, details: { text } },
  ...{ number, previous: '', hash: '' },
});
