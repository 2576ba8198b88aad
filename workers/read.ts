import type { Announcement } from '../src/core/announcement.ts';
import type { Document } from '../src/core/document.ts';
import { code } from '../src/core/message.ts';
import type { Answer } from '../src/core/ports.ts';
import { isRefusal, refuse } from '../src/core/refusal.ts';
import { chosen } from '../src/core/remedy/choose.ts';
import type { Request } from '../src/core/request.ts';
import { presentOffers } from '../src/present/offers.ts';
import { announcementOf, withAsker } from './answer.ts';
import { type Outcome, runCommand, type World } from './survey.ts';
import { ticketFile } from './ticket-file.ts';

/**
 * Answers one read: to its place in Slack, and to a terminal as the job's result. Rejects only when the answer could not be announced, so that
 * the job is run again; every other failure is an answer.
 */
export async function runRead(request: Request, world: World): Promise<Answer> {
  const { place } = request;
  const { said, document: plain } = await runCommand(request, world, place.kind === 'channel' ? place.channel : null);
  const refusal = isRefusal(said) ? said : null;
  const document = place.kind === 'channel' ? withAsker(await withOffers(plain, request, said, world), request) : plain;
  if (place.kind === 'channel') {
    const message = announcementOf(request, place, refusal, document);
    const attachment = attachmentOf(said, world);
    await world.announcer.announce(attachment === undefined ? message : { ...message, attachment });
  }
  return { document, facts: said, refused: refusal?.refused ?? null };
}

/** Tells the asker that this worker can't read what a newer bot wrote. */
export async function refuseUnreadable(address: Request, world: World): Promise<void> {
  const refusal = refuse('newer_request', { command: code(address.command) });
  world.meter.commandRefused(address.command, refusal.refused);
  if (address.place.kind !== 'channel') return;
  await world.announcer.announce(announcementOf(address, address.place, refusal, world.present(refusal, address)));
}

/** What is too long for a message, and wanted by tickets. */
const attachmentOf = (said: Outcome['said'], { tell }: World): Announcement['attachment'] =>
  tell !== undefined && !isRefusal(said) && said.kind === 'diagnose' ? ticketFile(said, tell) : undefined;

/** Above the small print: what the asker could do next. */
async function withOffers(document: Document, request: Request, said: Outcome['said'], { offer }: World) {
  if (offer === undefined || isRefusal(said) || said.kind !== 'status') return document;
  const actions = presentOffers(said.cluster, chosen(await offer(request, said.findings, said)));
  const note = document.at(-1)?.type === 'note' ? document.length - 1 : document.length;
  return [...document.slice(0, note), ...actions, ...document.slice(note)];
}
