import type { Announcement } from '../src/core/announcement.ts';
import type { Document } from '../src/core/document.ts';
import { code, say } from '../src/core/message.ts';
import type { Answer } from '../src/core/ports.ts';
import { isRefusal, type Refusal, refuse } from '../src/core/refusal.ts';
import { chosen } from '../src/core/remedy/choose.ts';
import type { Request } from '../src/core/request.ts';
import { presentOffers } from '../src/present/offers.ts';
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

/** A bug of ours concerns everybody; any other refusal only the one who asked. */
export function announcementOf(
  request: Request,
  { channel, thread }: Extract<Request['place'], { kind: 'channel' }>,
  refusal: Refusal | null,
  document: Document,
): Announcement {
  const { id, cluster, command, language, actor } = request;
  const person = refusal !== null && refusal.refused !== 'internal_error' && actor.kind === 'slack' ? actor.user : null;
  const about = { cluster: cluster ?? '', command };
  return {
    id: `answer-${id}`,
    channel,
    thread,
    audience: person === null ? { kind: 'channel' } : { kind: 'person', user: person },
    language,
    metadata: refusal === null ? { kind: 'answer', ...about } : { kind: 'refusal', ...about, code: refusal.refused },
    document,
  };
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

/** Who asked what goes into the small print at the end. */
function withAsker(document: Document, request: Request): Document {
  const asked = say('work.asked', { name: request.actor.name, command: code(lineOf(request)) });
  const last = document.at(-1);
  if (last?.type !== 'note') return [...document, { type: 'note', texts: [asked] }];
  return [...document.slice(0, -1), { ...last, texts: [...last.texts, asked] }];
}

/** The command as somebody would type it. */
export function lineOf({ command, args, options, cluster }: Request): string {
  const quote = (text: string) => (/^[^\s"-][^\s"]*$/.test(text) ? text : JSON.stringify(text));
  const given = Object.entries(options).map(([name, value]) =>
    value === true ? `--${name}` : `--${name} ${quote(value)}`,
  );
  const named = cluster === null || options.cluster !== undefined ? [] : [`--cluster ${cluster}`];
  return ['/etcd', command, ...Object.values(args).map(quote), ...given, ...named].join(' ');
}
