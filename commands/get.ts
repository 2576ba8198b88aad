import type { Snapshot } from '../src/core/cluster.ts';
import type { ReadCommand } from '../src/core/command.ts';
import type { KeysFacts, ShownValue } from '../src/core/facts/keys.ts';
import type { KeyEntry, KeyQuery } from '../src/core/keys.ts';
import { code } from '../src/core/message.ts';
import { type Refusal, refuse } from '../src/core/refusal.ts';
import type { Request } from '../src/core/request.ts';

const MOST_KEYS = 100;
const USUAL_KEYS = 20;
/** Longer values drown the channel. */
const MOST_CHARACTERS = 200;

/** Keys with their sizes; values only for those who may see them and say so. */
export const get: ReadCommand = {
  kind: 'read',
  words: ['get'],
  aliases: [],
  summary: 'keys.summary',
  args: [{ name: 'key', required: true, kind: 'text' }],
  options: [
    { name: 'prefix', kind: 'flag', summary: 'keys.option.prefix' },
    { name: 'limit', kind: 'count', summary: 'keys.option.limit' },
    { name: 'show-value', kind: 'flag', summary: 'keys.option.show_value' },
  ],
  examples: ['get /pg/pg-orders/leader', 'get /pg/ --prefix --limit 50', 'get /pg/pg-orders/config --show-value'],
  permission: ({ options }) => (options['show-value'] ? 'values' : 'read'),
  needs: request => {
    const query = queryOf(request);
    return 'refused' in query ? query : { parts: [], keys: query };
  },
  view: (request, snapshot) => keysOf(request, snapshot),
};

function queryOf({ args, options }: Request): KeyQuery | Refusal {
  const limit = options.limit === undefined ? USUAL_KEYS : Number(String(options.limit));
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_KEYS) {
    return refuse('limit_out_of_range', { typed: code(String(options.limit)), most: MOST_KEYS });
  }
  return {
    key: args.key ?? '',
    prefix: options.prefix === true,
    limit,
    values: options['show-value'] === true,
  };
}

function keysOf(request: Request, { cluster, takenAt, tookMs, keys }: Snapshot): KeysFacts | Refusal {
  const query = queryOf(request);
  if ('refused' in query) return query;
  const { key, prefix, limit, values } = query;
  const facts = { kind: 'keys', cluster, takenAt, tookMs, key, prefix } as const;
  if (!keys.ok) return { ...facts, fault: keys.fault, entries: [], total: 0, revision: null };
  const { entries, total, revision } = keys.value;
  return {
    ...facts,
    fault: null,
    entries: entries.slice(0, limit).map(entry => ({
      key: entry.key,
      bytes: entry.valueBytes,
      version: entry.version,
      modRevision: entry.modRevision,
      lease: entry.lease,
      value: values ? shown(entry) : { kind: 'hidden' },
    })),
    total,
    revision,
  };
}

/** Bytes that are no UTF-8 arrive as U+FFFD; control characters are no text either. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells binary from text
const binary = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd]/;

function shown({ value }: KeyEntry): ShownValue {
  if (value === null) return { kind: 'hidden' };
  if (binary.test(value)) return { kind: 'binary' };
  const letters = [...value];
  return { kind: 'text', text: letters.slice(0, MOST_CHARACTERS).join(''), cut: letters.length > MOST_CHARACTERS };
}
