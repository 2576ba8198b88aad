import { z } from 'zod';
import { type Announcement, messageKinds } from '../../core/announcement.ts';
import { documentSchema } from './document.ts';
import { type Parsed, parseWire, writeWire } from './envelope.ts';
import type { Same } from './same.ts';

const metadata = z
  .object({
    kind: z.enum(messageKinds),
    cluster: z.string(),
    command: z.string(),
    operation: z.string().exactOptional(),
    state: z.string().exactOptional(),
    code: z.string().exactOptional(),
  })
  .readonly();

const announcement = z
  .object({
    id: z.string(),
    channel: z.string(),
    thread: z.union([z.string(), z.object({ of: z.string() }).readonly()]).nullable(),
    audience: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('channel') }).readonly(),
      z.object({ kind: z.literal('person'), user: z.string() }).readonly(),
    ]),
    language: z.enum(['en', 'zh']),
    metadata,
    document: documentSchema,
    secret: z.object({ sealed: z.string(), cluster: z.string(), user: z.string() }).readonly().exactOptional(),
    attachment: z.object({ name: z.string(), packed: z.string() }).readonly().exactOptional(),
  })
  .readonly();
true satisfies Same<z.infer<typeof announcement>, Announcement>;

export const writeAnnouncement = (value: Announcement): string => JSON.stringify(writeWire(value));
export const readAnnouncement = (text: string): Parsed<Announcement> => parseWire(announcement, JSON.parse(text));
