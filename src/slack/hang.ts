import { createHash } from 'node:crypto';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { type Document, isPictured, type Pictured } from '../core/document.ts';
import type { Drawing, Hangings, Hung } from '../core/hanging.ts';
import type { Clock, Log } from '../core/ports.ts';
import { messageOf } from './listen.ts';

export type HangerParts = {
  /** One that never repeats a call. */
  readonly client: WebClient;
  readonly drawing: Drawing;
  readonly hangings: Hangings;
  readonly clock: Clock;
  readonly log: Log;
};

/** Brings pictures to Slack and tells their files. What could not be brought is missing: words have to do. Never rejects. */
export type Hanger = (
  document: Document,
  wanted: (element: Pictured) => boolean,
) => Promise<ReadonlyMap<Pictured, Hung>>;

/** As many of a message, one after the other; and all of them within that time, which has to fit into the lease of a delivery. */
const MOST = 3;
const WITHIN_MS = 12_000;

export function openHanger(parts: HangerParts): Hanger {
  return async (document, wanted) => {
    const hung = new Map<Pictured, Hung>();
    const bring = async (): Promise<void> => {
      for (const element of document.filter(isPictured).filter(wanted).slice(0, MOST)) {
        const file = await hang(parts, element);
        if (file !== null) hung.set(element, file);
      }
    };
    await before(bring(), WITHIN_MS);
    return new Map(hung);
  };
}

async function hang({ client, drawing, hangings, clock, log }: HangerParts, element: Pictured): Promise<Hung | null> {
  const key = createHash('sha256').update(JSON.stringify(element)).digest('hex').slice(0, 32);
  try {
    const known = await hangings.of(key);
    if (known !== null) return known;
    const png = await drawing.draw(element);
    if (png === null) return null;
    const file = await upload(client, Buffer.from(png), `${element.type}.png`);
    if (file === null) return null;
    const hung = { file, at: clock() };
    await hangings.keep(key, hung);
    return hung;
  } catch (error) {
    log.warn({ error: messageOf(error) }, 'Slack did not take a picture');
    return null;
  }
}

/** What the client makes of files.completeUploadExternal; it has no type for it. */
const uploaded = z.object({ files: z.array(z.object({ files: z.array(z.object({ id: z.string() })) })) });

/** In no channel: the message that shows it makes it visible to whoever sees the message. */
async function upload(client: WebClient, file: Buffer, filename: string): Promise<string | null> {
  const answer = uploaded.safeParse(await client.files.uploadV2({ file, filename, title: filename }));
  return answer.data?.files[0]?.files[0]?.id ?? null;
}

async function before(work: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>(resolve => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
