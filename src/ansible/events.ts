import { z } from 'zod';

const of = { task: z.string(), host: z.string() };
const result = {
  ...of,
  changed: z.boolean().optional(),
  ignored: z.boolean().optional(),
  censored: z.boolean().optional(),
  msg: z.string().nullable().optional(),
};
const count = z.number().catch(0);

/** One line that our callback plugin writes. */
const event = z.discriminatedUnion('ev', [
  z.object({ ev: z.literal('play'), name: z.string() }),
  z.object({ ev: z.literal('task'), name: z.string(), tags: z.array(z.string()) }),
  z.object({ ev: z.literal('start'), ...of }),
  z.object({ ev: z.literal(['ok', 'skipped', 'failed', 'unreachable']), ...result }),
  z.object({ ev: z.literal('stopped'), task: z.string() }),
  z.object({
    ev: z.literal('stats'),
    hosts: z.record(
      z.string(),
      z.object({ ok: count, failures: count, unreachable: count, changed: count, skipped: count, ignored: count }),
    ),
  }),
]);

export type PlaybookEvent = z.infer<typeof event>;

/** What one line tells; null for a line that is cut off, or of a kind that says nothing here. */
export function readEvent(line: string): PlaybookEvent | null {
  try {
    const parsed = event.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** The events of whole lines, and what is left of a last one that is not through yet. */
export function readEvents(text: string): { readonly events: readonly PlaybookEvent[]; readonly rest: string } {
  const lines = text.split('\n');
  const rest = lines.pop() ?? '';
  return { events: lines.flatMap(line => readEvent(line) ?? []), rest };
}
