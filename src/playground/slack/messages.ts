import type { Office } from './office.ts';
import { SlackError } from './slack-error.ts';
import { caps, type SlackChannel, type SlackMessage, type Workspace } from './workspace.ts';

export type Draft = Omit<SlackMessage, 'ts' | 'files' | 'reactions'> &
  Partial<Pick<SlackMessage, 'files' | 'reactions'>>;

const noMessages: readonly SlackMessage[] = [];

export const messagesOf = (workspace: Workspace, channel: string): readonly SlackMessage[] =>
  workspace.messages.get(channel) ?? noMessages;

export const findMessage = (workspace: Workspace, channel: string, ts: string): SlackMessage | undefined =>
  messagesOf(workspace, channel).find(message => message.ts === ts);

/** What one person sees of a channel: everything but what is ephemeral to others. Oldest first. */
export const messagesSeenBy = (workspace: Workspace, channel: string, user: string): readonly SlackMessage[] =>
  messagesOf(workspace, channel).filter(each => each.ephemeralTo === undefined || each.ephemeralTo === user);

/** The channel by id; a person's id stands for the direct conversation with the bot, as in chat.postMessage. */
export function channelOf(workspace: Workspace, id: string): SlackChannel {
  const channel = workspace.channels.get(id) ?? workspace.channels.get(workspace.directs.get(id) ?? '');
  if (!channel) throw new SlackError('channel_not_found');
  return channel;
}

/** Stores a message under a ts that is unique in its channel. */
export function addMessage(office: Office, draft: Draft): SlackMessage {
  const { workspace } = office;
  const kept = messagesOf(workspace, draft.channel);
  const message: SlackMessage = { files: [], reactions: [], ...draft, ts: nextTs(office.now(), kept.at(-1)?.ts) };
  workspace.messages.set(draft.channel, [...kept, message].slice(-caps.messagesPerChannel));
  office.changed(changeOf('message', message));
  return message;
}

export function replaceMessage(office: Office, message: SlackMessage): void {
  const { workspace } = office;
  const kept = messagesOf(workspace, message.channel);
  workspace.messages.set(
    message.channel,
    kept.map(each => (each.ts === message.ts ? message : each)),
  );
  office.changed(changeOf('message', message));
}

/** A parent with replies leaves a tombstone, as Slack's does. */
export function removeMessage(office: Office, message: SlackMessage): void {
  const { workspace } = office;
  const kept = messagesOf(workspace, message.channel);
  if (kept.some(each => each.threadTs === message.ts && each.ts !== message.ts)) {
    const tombstone = { ...message, text: 'This message was deleted.', blocks: [], subtype: 'tombstone' };
    replaceMessage(office, tombstone);
    return;
  }
  workspace.messages.set(
    message.channel,
    kept.filter(each => each.ts !== message.ts),
  );
  office.changed(changeOf('deleted', message));
}

const changeOf = (kind: 'message' | 'deleted', message: SlackMessage) => ({
  kind,
  channel: message.channel,
  ts: message.ts,
  ...(message.ephemeralTo === undefined ? {} : { user: message.ephemeralTo }),
});

/** Microseconds as Slack writes them; always after `last`. */
function nextTs(now: number, last: string | undefined): string {
  const micros = BigInt(Math.floor(now * 1_000));
  const floor = last === undefined ? 0n : BigInt(last.replace('.', '')) + 1n;
  const digits = String(micros > floor ? micros : floor);
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
}
