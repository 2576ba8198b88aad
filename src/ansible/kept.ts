import { open } from 'node:fs/promises';
import { hostname } from 'node:os';
import { z } from 'zod';
import type { PlaybookEnd, PlaybookLog } from '../core/playbooks.ts';

/** What is worth reading of a run is at its end, and a queue is no place for more. Bytes. */
const MOST_BYTES = 200_000;

/** The end of a log, from a whole line on; null when there is none. */
export async function readLog(path: string): Promise<PlaybookLog | null> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return null;
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - MOST_BYTES);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from);
    const text = buffer.subarray(0, bytesRead).toString('utf8');
    return { path, host: hostname(), bytes: size, tail: from === 0 ? text : text.slice(text.indexOf('\n') + 1) };
  } finally {
    await file.close();
  }
}

/** We wrote it, whole: only that it is one at all is looked at. */
export const endSchema = z.custom<PlaybookEnd>(
  value => z.object({ ended: z.enum(['done', 'not_begun', 'failed', 'cancelled']) }).safeParse(value).success,
);

/** Hosts and tasks say what they like: the words of an end are looked through like the log. */
export const withoutSecrets = (end: PlaybookEnd, hide: (text: string) => string): PlaybookEnd =>
  endSchema.parse(mapped(end, hide));

function mapped(value: unknown, hide: (text: string) => string): unknown {
  if (typeof value === 'string') return hide(value);
  if (Array.isArray(value)) return value.map(inner => mapped(inner, hide));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, mapped(inner, hide)]));
}
