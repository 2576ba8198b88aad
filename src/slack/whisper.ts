import type { WebClient } from '@slack/web-api';
import type { Document } from '../core/document.ts';
import type { Language, Speak } from '../core/message.ts';
import type { Log } from '../core/ports.ts';
import { type Rendered, render } from './blocks/render.ts';
import { messageOf } from './listen.ts';

const TIMEOUT_MS = 3000;

export type Whispered = {
  readonly channel: string;
  readonly user: string;
  readonly thread: string | null;
  /** Slack's address for an answer to this one command or click: five uses within 30 minutes. */
  readonly responseUrl: string | null;
  readonly language: Language;
  readonly document: Document;
};

export type WhisperParts = {
  readonly client: WebClient;
  readonly speak: Speak;
  /** Null: Slack's own. */
  readonly apiUrl: string | null;
  readonly log: Log;
};

/**
 * Tells one person something without queue or store: for when those are what is down. Best effort; false when neither
 * way worked. Never rejects.
 */
export const openWhisper =
  ({ client, speak, apiUrl, log }: WhisperParts) =>
  async ({ channel, user, thread, responseUrl, language, document }: Whispered): Promise<boolean> => {
    const { text, blocks } = render(document, language, speak);
    try {
      const place = thread === null ? { channel } : { channel, thread_ts: thread };
      await client.chat.postEphemeral({ ...place, user, text, blocks: [...blocks], parse: 'none', link_names: false });
      return true;
    } catch (error) {
      log.warn({ error: messageOf(error) }, 'could not whisper by the Web API');
      return responseUrl !== null && respond(responseUrl, { text, blocks }, apiUrl, log);
    }
  };

async function respond(responseUrl: string, { text, blocks }: Rendered, apiUrl: string | null, log: Log) {
  if (!isSlackAddress(responseUrl, apiUrl)) {
    log.warn({}, 'a response address that is not of Slack was left alone');
    return false;
  }
  try {
    const answer = await fetch(responseUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, text, blocks }),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await answer.body?.cancel();
    if (!answer.ok) log.warn({ status: answer.status }, 'could not whisper by the response address');
    return answer.ok;
  } catch (error) {
    log.warn({ error: messageOf(error) }, 'could not whisper by the response address');
    return false;
  }
}

/** A payload names the address, so it is not believed: only Slack's host, or the one we were told to use instead. */
export function isSlackAddress(address: string, apiUrl: string | null): boolean {
  if (!URL.canParse(address)) return false;
  const { origin } = new URL(address);
  return origin === 'https://hooks.slack.com' || (apiUrl !== null && origin === new URL(apiUrl).origin);
}
