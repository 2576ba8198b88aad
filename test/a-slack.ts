import { messagesOf } from '../src/playground/slack/messages.ts';
import { type ServedStandIn, type StandInOptions, startSlackStandIn } from '../src/playground/slack/server.ts';
import { transcriptOf } from '../src/playground/slack/transcript.ts';
import type { SlackMessage } from '../src/playground/slack/workspace.ts';

/** A Slack stand-in with what tests need to watch it. Call `close` when done. */
export interface ASlack extends ServedStandIn {
  /** Resolves with the first message that satisfies the predicate, present or to come; rejects with the transcript. */
  readonly waitForMessage: (
    channel: string,
    predicate: (message: SlackMessage) => boolean,
    timeoutMs?: number,
  ) => Promise<SlackMessage>;
  /** Resolves once the condition holds; asked on every change of the stand-in and every 25 ms. */
  readonly waitUntil: (condition: () => boolean, timeoutMs?: number) => Promise<void>;
  readonly messages: (channel: string) => readonly SlackMessage[];
  /** The channel as readable text: who said what, threads indented, blocks flattened. */
  readonly transcript: (channel: string) => string;
}

export async function aSlack(options: StandInOptions = {}): Promise<ASlack> {
  const standIn = await startSlackStandIn(options);
  const messages = (channel: string): readonly SlackMessage[] => messagesOf(standIn.workspace, channel);
  const transcript = (channel: string): string => transcriptOf(standIn.workspace, channel);

  async function waitUntil(condition: () => boolean, timeoutMs = 5_000, complaint?: () => string): Promise<void> {
    if (condition()) return;
    let stop = (): void => undefined;
    let timer: NodeJS.Timeout | undefined;
    let poll: NodeJS.Timeout | undefined;
    const met = new Promise<void>((resolve, reject) => {
      const look = (): void => {
        if (condition()) resolve();
      };
      stop = standIn.onChange(look);
      // A closing connection announces nothing.
      poll = setInterval(look, 25);
      const late = (): void => reject(new Error(`not within ${timeoutMs} ms${complaint ? `:\n${complaint()}` : ''}`));
      timer = setTimeout(late, timeoutMs);
    });
    await met.finally(() => {
      stop();
      clearTimeout(timer);
      clearInterval(poll);
    });
  }

  async function waitForMessage(
    channel: string,
    predicate: (message: SlackMessage) => boolean,
    timeoutMs = 5_000,
  ): Promise<SlackMessage> {
    await waitUntil(
      () => messages(channel).some(predicate),
      timeoutMs,
      () => transcript(channel),
    );
    const found = messages(channel).find(predicate);
    if (!found) throw new Error('the message is gone again');
    return found;
  }

  return { ...standIn, messages, transcript, waitForMessage, waitUntil: (c, ms) => waitUntil(c, ms) };
}
