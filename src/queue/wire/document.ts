import { z } from 'zod';
import type { Document } from '../../core/document.ts';
import { owners } from '../../core/ownership.ts';
import type { Same } from './same.ts';
import { textSchema as text } from './text.ts';

const tone = z.enum(['good', 'warning', 'bad', 'info']);
const toned = tone.exactOptional();
const cell = z.object({ text, tone: toned, strong: z.boolean().exactOptional() }).readonly();
const column = z
  .object({ label: text, align: z.enum(['left', 'right']).exactOptional(), wrap: z.boolean().exactOptional() })
  .readonly();
const button = z
  .object({
    action: z.string(),
    value: z.string(),
    label: text,
    style: z.enum(['primary', 'danger']).exactOptional(),
    confirm: z.object({ title: text, text, confirm: text, deny: text }).readonly().exactOptional(),
  })
  .readonly();
const step = z
  .object({
    state: z.enum(['pending', 'running', 'done', 'failed', 'unknown', 'skipped']),
    text,
    note: text.exactOptional(),
  })
  .readonly();

const parts = [
  z.object({ type: z.literal('verdict'), tone, text }).readonly(),
  z.object({ type: z.literal('heading'), text }).readonly(),
  z.object({ type: z.literal('paragraph'), text }).readonly(),
  z.object({ type: z.literal('call'), group: z.string(), text }).readonly(),
  z
    .object({
      type: z.literal('fields'),
      fields: z.array(z.object({ label: text, value: text, tone: toned }).readonly()).readonly(),
    })
    .readonly(),
  z
    .object({ type: z.literal('list'), items: z.array(z.object({ text, tone: toned }).readonly()).readonly() })
    .readonly(),
  z
    .object({
      type: z.literal('table'),
      columns: z.array(column).readonly(),
      rows: z.array(z.array(cell).readonly()).readonly(),
      caption: text.exactOptional(),
    })
    .readonly(),
  z.object({ type: z.literal('code'), text: z.string() }).readonly(),
  z.object({ type: z.literal('note'), texts: z.array(text).readonly() }).readonly(),
  z.object({ type: z.literal('divider') }).readonly(),
] as const;

const element = z.discriminatedUnion('type', [
  ...parts,
  z.object({ type: z.literal('steps'), steps: z.array(step).readonly() }).readonly(),
  z
    .object({ type: z.literal('fold'), title: text, parts: z.array(z.discriminatedUnion('type', parts)).readonly() })
    .readonly(),
  z
    .object({
      type: z.literal('chart'),
      title: text,
      unit: z.enum(['bytes', 'seconds', 'count']),
      times: z.array(z.number()).readonly(),
      series: z
        .array(
          z
            .object({
              name: text,
              values: z.array(z.number().nullable()).readonly(),
              limit: z.literal(true).exactOptional(),
            })
            .readonly(),
        )
        .readonly(),
      ahead: z.object({ at: z.number(), value: z.number() }).readonly().exactOptional(),
    })
    .readonly(),
  z
    .object({
      type: z.literal('treemap'),
      title: text,
      alt: text,
      parts: z.array(z.object({ label: z.string(), bytes: z.number(), owner: z.enum(owners) }).readonly()).readonly(),
    })
    .readonly(),
  z.object({ type: z.literal('actions'), buttons: z.array(button).readonly() }).readonly(),
]);

const documentShape = z.array(element).readonly();
true satisfies Same<z.infer<typeof documentShape>, Document>;

export const documentSchema: z.ZodType<Document> = documentShape;
