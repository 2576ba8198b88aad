import type { Announcement } from '../core/announcement.ts';
import type { Document } from '../core/document.ts';
import type { Language } from '../core/message.ts';
import type { Announcer, Jobs, Log, Meter } from '../core/ports.ts';
import { isRefusal, type Refusal, refuse } from '../core/refusal.ts';
import type { Settings } from '../core/settings.ts';
import { present } from '../present/present.ts';
import { presentRefusal } from '../present/refusal.ts';
import { isTold, operationOfThread, type Posted, withOperation } from './card-thread.ts';
import { type Decider, type Decision, decide, type Utterance } from './decide.ts';
import { type Desk, deskAnswer } from './desk.ts';

/** Something said in a Slack channel, and how to reach the person when the queue can't be. */
export type Heard = Utterance & {
  readonly way: 'slash' | 'mention';
  readonly channel: string;
  readonly thread: string | null;
  readonly user: string;
  /** Best effort, directly into Slack, visible to the person only. */
  readonly whisper: (document: Document, language: Language) => Promise<void>;
};

export type Hearing = Decider & {
  readonly desk: Desk;
  readonly posted: Posted;
  readonly jobs: Jobs;
  readonly announcer: Announcer;
  readonly meter: Pick<Meter, 'commandAsked' | 'commandRefused'>;
  readonly log: Log;
};

/** Answers one utterance, or hands it to the workers. Never rejects and never stays silent. */
export async function hear(heard: Heard, hearing: Hearing): Promise<void> {
  const language = languageOf(heard.channel, hearing.settings);
  try {
    const decision = await decide({ ...heard, words: await wordsIn(heard, hearing) }, hearing);
    note(decision, heard, hearing);
    await act(decision, heard, hearing, language);
  } catch (error) {
    hearing.log.error({ request: heard.id, error }, 'an utterance could not be handled');
    await heard.whisper(presentRefusal(refuse('queue_unreachable')), language);
  }
}

export function languageOf(channel: string, settings: Settings): Language {
  return settings.channels.find(({ id }) => id === channel)?.language ?? settings.language;
}

/** In a card's thread `approve` needs no id. */
function wordsIn({ words, thread, channel }: Heard, { desk, posted }: Hearing): Promise<Utterance['words']> {
  return withOperation(words, async () =>
    thread === null ? null : operationOfThread(thread, channel, { operations: desk.operations, posted }),
  );
}

type DeskDecision = Extract<Decision, { kind: 'desk' }>;

async function act(decision: Decision, heard: Heard, hearing: Hearing, language: Language): Promise<void> {
  if (decision.kind === 'queue') return hearing.jobs.ask(decision.request);
  if (decision.kind === 'desk') return atDesk(decision, heard, hearing, language);
  await deliver(announcementOf(decision, heard, language), heard, hearing);
}

/** What was said in the card's own thread is answered by the reply that stands there for everybody. */
async function atDesk(decision: DeskDecision, heard: Heard, hearing: Hearing, language: Language): Promise<void> {
  const answer = await deskAnswer(decision, hearing.desk);
  const { command, cluster } = decision.request;
  if (isRefusal(answer)) {
    hearing.meter.commandRefused(command, answer.refused);
    hearing.log.info({ request: heard.id, command, refused: answer.refused }, `refuse ${command}`);
    const refused = { kind: 'refuse', command, cluster: cluster ?? '', refusal: answer } as const;
    return deliver(announcementOf(refused, heard, language), heard, hearing);
  }
  if (await isTold(answer.facts, heard.thread, hearing.posted)) return;
  await deliver(
    announcementOf({ kind: 'answer', request: decision.request, facts: answer.facts }, heard, language),
    heard,
    hearing,
  );
}

async function deliver(announcement: Announcement, heard: Heard, hearing: Hearing): Promise<void> {
  try {
    await hearing.announcer.announce(announcement);
  } catch (error) {
    hearing.log.warn({ request: heard.id, error }, 'the outbox does not answer: whispering instead');
    await heard.whisper(announcement.document, announcement.language);
  }
}

function announcementOf(
  decision: Extract<Decision, { kind: 'answer' | 'refuse' }>,
  { id, channel, thread, user }: Heard,
  language: Language,
): Announcement {
  const place = { id: `answer-${id}`, channel, thread, language } as const;
  if (decision.kind === 'answer') {
    const { command, cluster } = decision.request;
    const metadata = { kind: 'answer', cluster: cluster ?? '', command } as const;
    return { ...place, audience: { kind: 'channel' }, metadata, document: present(decision.facts) };
  }
  const { command, cluster, refusal } = decision;
  return whispered(place, user, { command, cluster, refusal });
}

/** A refusal concerns only whom it refuses. */
export function whispered(
  place: Pick<Announcement, 'id' | 'channel' | 'thread' | 'language'>,
  user: string,
  { command, cluster, refusal }: { readonly command: string; readonly cluster: string; readonly refusal: Refusal },
): Announcement {
  return {
    ...place,
    audience: { kind: 'person', user },
    metadata: { kind: 'refusal', cluster, command, code: refusal.refused },
    document: presentRefusal(refusal),
  };
}

function note(decision: Decision, { way, id, user, channel }: Heard, { meter, log }: Hearing): void {
  const command = decision.kind === 'refuse' ? decision.command || 'unknown' : decision.request.command;
  meter.commandAsked(command, way);
  if (decision.kind === 'refuse') meter.commandRefused(command, decision.refusal.refused);
  const code = decision.kind === 'refuse' ? { refused: decision.refusal.refused } : {};
  log.info({ request: id, user, channel, command, way, ...code }, `${decision.kind} ${command}`);
}
