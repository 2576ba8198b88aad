import { z } from 'zod';

/** Raised when the shape of what crosses the queue changes so that an older process would misread it. */
export const WIRE_VERSION = 1;

export type Wire = { readonly wire: number; readonly body: unknown };

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  /** `newer`: written by a newer version of this program; `invalid`: not what it should be. */
  | { readonly ok: false; readonly why: 'newer' | 'invalid'; readonly detail: string };

const envelope = z.object({ wire: z.number().int(), body: z.unknown() });

export const writeWire = (body: unknown): Wire => ({ wire: WIRE_VERSION, body });

/** Parses job data on the way in. Never throws: what to do with the unreadable is the reader's decision. */
export function parseWire<T>(schema: z.ZodType<T>, data: unknown): Parsed<T> {
  const outer = envelope.safeParse(data);
  if (!outer.success) return { ok: false, why: 'invalid', detail: 'no envelope' };
  if (outer.data.wire !== WIRE_VERSION) {
    return { ok: false, why: 'newer', detail: `version ${outer.data.wire}, this process reads ${WIRE_VERSION}` };
  }
  const inner = schema.safeParse(outer.data.body);
  if (inner.success) return { ok: true, value: inner.data };
  return { ok: false, why: 'invalid', detail: z.prettifyError(inner.error) };
}
