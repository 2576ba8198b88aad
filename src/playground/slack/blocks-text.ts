import { fieldsOf } from './fields.ts';

const textual = new Set(['text', 'value', 'title', 'url', 'alt_text', 'body', 'subtitle', 'caption', 'details']);

/** The characters of all text in a message's blocks, which Slack bounds together beside the single limits. */
export function blocksTextLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, each: unknown) => sum + blocksTextLength(each), 0);
  return Object.entries(fieldsOf(value)).reduce(
    (sum, [key, each]) =>
      sum + (typeof each === 'string' ? (textual.has(key) ? each.length : 0) : blocksTextLength(each)),
    0,
  );
}
