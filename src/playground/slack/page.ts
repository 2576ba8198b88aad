import { type Fields, textOf } from './fields.ts';
import { SlackError } from './slack-error.ts';

/** One page of a list by Slack's cursor convention: base64 text, empty when nothing follows. */
export function page<T>(
  all: readonly T[],
  args: Fields,
  usual: number,
): { readonly items: readonly T[]; readonly more: boolean; readonly metadata: Fields } {
  const limit = args.limit === undefined ? usual : Number(textOf(args.limit));
  if (!Number.isInteger(limit) || limit < 1 || limit > 1_000) throw new SlackError('invalid_limit');
  const start = startOf(textOf(args.cursor));
  const more = start + limit < all.length;
  const next = more ? Buffer.from(`next:${start + limit}`).toString('base64') : '';
  return { items: all.slice(start, start + limit), more, metadata: { next_cursor: next } };
}

function startOf(cursor: string): number {
  if (cursor === '') return 0;
  const start = Number(/^next:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString())?.[1] ?? Number.NaN);
  if (Number.isNaN(start)) throw new SlackError('invalid_cursor');
  return start;
}
