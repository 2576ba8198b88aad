import { createHash } from 'node:crypto';
import type { Sealed } from '../core/auth.ts';
import type { Document } from '../core/document.ts';
import type { Language } from '../core/message.ts';
import type { Clock } from '../core/ports.ts';
import { wordsOfSlack } from '../core/words.ts';
import type { Utterance } from './decide.ts';
import { type Hearing, hear } from './hear.ts';

/** What reached us from a channel, as far as the conversation is concerned. */
export type Spoken = {
  readonly kind: 'command' | 'mention';
  /** Slack's own id of it. */
  readonly origin: string;
  readonly text: string;
  /** What was said, where it is in words already; absent: `text` says it. */
  readonly words?: Utterance['words'];
  /** A password that was typed into a form, sealed. */
  readonly sealed?: Sealed;
  readonly team: string;
  readonly user: string;
  readonly channel: string;
  readonly thread: string | null;
  /** Where Slack takes a direct answer to a command, for half an hour; null for a mention. */
  readonly responseUrl: string | null;
};

export type Conversation = Hearing & {
  readonly clock: Clock;
  /** Straight into Slack, for when the queue is what is down. */
  readonly whisper: (spoken: Spoken, document: Document, language: Language) => Promise<void>;
  /** Lets the answer with this message id be whispered when Slack keeps us out of the channel. */
  readonly remember: (messageId: string, spoken: Spoken) => void;
};

/** Answers whatever somebody says in a channel. */
export async function converse(spoken: Spoken, conversation: Conversation): Promise<void> {
  const { user, team, channel, thread } = spoken;
  const id = requestId(spoken.origin);
  conversation.remember(`answer-${id}`, spoken);
  await hear(
    {
      id,
      words: spoken.words ?? wordsOfSlack(spoken.text),
      ...(spoken.sealed === undefined ? {} : { sealed: spoken.sealed }),
      actor: { kind: 'slack', team, user, name: user },
      place: { kind: 'channel', channel, thread },
      askedAt: conversation.clock(),
      way: spoken.kind === 'command' ? 'slash' : 'mention',
      channel,
      thread,
      user,
      whisper: (document, told) => conversation.whisper(spoken, document, told),
    },
    conversation,
  );
}

/** The same utterance has the same id, however often and to whichever bot it is delivered. */
export const requestId = (origin: string): string => createHash('sha256').update(origin).digest('hex').slice(0, 16);
