import { z } from 'zod';
import type { Request } from '../../core/request.ts';
import { type Parsed, parseWire, type Wire, writeWire } from './envelope.ts';
import type { Same } from './same.ts';

const actor = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('slack'), team: z.string(), user: z.string(), name: z.string() }).readonly(),
  z
    .object({ kind: z.literal('terminal'), login: z.string(), user: z.string().nullable(), name: z.string() })
    .readonly(),
  z.object({ kind: z.literal('schedule'), name: z.string() }).readonly(),
]);

const place = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('channel'), channel: z.string(), thread: z.string().nullable() }).readonly(),
  z.object({ kind: z.literal('terminal') }).readonly(),
]);

const request = z
  .object({
    id: z.string(),
    command: z.string(),
    args: z.record(z.string(), z.string()).readonly(),
    options: z.record(z.string(), z.union([z.string(), z.literal(true)])).readonly(),
    sealed: z.string().exactOptional(),
    cluster: z.string().nullable(),
    actor,
    place,
    language: z.enum(['en', 'zh']),
    askedAt: z.number(),
  })
  .readonly();
true satisfies Same<z.infer<typeof request>, Request>;

export const requestSchema: z.ZodType<Request> = request;

/** What every version of a request has had: enough to tell somebody that it could not be read. */
const returnAddress = z.object({
  body: z.object({
    id: z.string(),
    command: z.string(),
    cluster: z.string().nullable(),
    actor,
    place,
    language: z.enum(['en', 'zh']),
    askedAt: z.number(),
  }),
});

export const writeRequest = (value: Request): Wire => writeWire(value);
export const readRequest = (data: unknown): Parsed<Request> => parseWire(request, data);

/** The asker of a request that can't be read, as far as it can be told; arguments and options are empty. */
export function readReturnAddress(data: unknown): Request | null {
  const found = returnAddress.safeParse(data);
  return found.success ? { ...found.data.body, args: {}, options: {} } : null;
}
