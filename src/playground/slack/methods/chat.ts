import { type Fields, textOf } from '../fields.ts';
import { messagePayload } from '../message-payload.ts';
import { addMessage, channelOf, findMessage, removeMessage, replaceMessage } from '../messages.ts';
import type { Desk, Method } from '../method.ts';
import { byBot, contentOf, threadOf, writableChannel } from '../post.ts';
import { SlackError } from '../slack-error.ts';
import { isMember, type SlackMessage } from '../workspace.ts';

const scopes = ['chat:write'] as const;

function postMessage({ office }: Desk, args: Fields): Fields {
  const channel = writableChannel(office, args.channel);
  const draft = { ...threadOf(office, channel.id, args), ...contentOf(office, args) };
  const message = addMessage(office, { channel: channel.id, ...byBot(office), ...draft });
  return { channel: channel.id, ts: message.ts, message: messagePayload(office.workspace, message, true) };
}

function postEphemeral({ office }: Desk, args: Fields): Fields {
  const channel = writableChannel(office, args.channel);
  const user = textOf(args.user);
  if (!office.workspace.users.has(user)) throw new SlackError('user_not_found');
  if (!isMember(channel, user)) throw new SlackError('user_not_in_channel');
  const draft = { ...threadOf(office, channel.id, args), ...contentOf(office, args) };
  const message = addMessage(office, { channel: channel.id, ...byBot(office), ...draft, ephemeralTo: user });
  return { message_ts: message.ts };
}

/** The bot's own message, which alone it may change. */
function ownMessage({ office }: Desk, args: Fields, refusal: string): SlackMessage {
  const channel = writableChannel(office, args.channel);
  const message = findMessage(office.workspace, channel.id, textOf(args.ts));
  if (!message || message.ephemeralTo !== undefined || message.subtype === 'tombstone') {
    throw new SlackError('message_not_found');
  }
  if (message.botId !== office.workspace.app.botId) throw new SlackError(refusal);
  return message;
}

function update(desk: Desk, args: Fields): Fields {
  const { office } = desk;
  const message = ownMessage(desk, args, 'cant_update_message');
  const content = contentOf(office, args);
  const edited = { ...message, ...content, editedTs: `${(office.now() / 1_000).toFixed(6)}` };
  replaceMessage(office, edited);
  const payload = messagePayload(office.workspace, edited, true);
  return { channel: message.channel, ts: message.ts, text: edited.text, message: payload };
}

function remove(desk: Desk, args: Fields): Fields {
  const message = ownMessage(desk, args, 'cant_delete_message');
  removeMessage(desk.office, message);
  return { channel: message.channel, ts: message.ts };
}

function getPermalink({ office }: Desk, args: Fields): Fields {
  const channel = channelOf(office.workspace, textOf(args.channel));
  const message = findMessage(office.workspace, channel.id, textOf(args.message_ts));
  if (!message) throw new SlackError('message_not_found');
  const base = `https://${office.workspace.team.domain}.slack.com/archives/${channel.id}`;
  const thread = message.threadTs ? `?thread_ts=${message.threadTs}&cid=${channel.id}` : '';
  return { channel: channel.id, permalink: `${base}/p${message.ts.replace('.', '')}${thread}` };
}

export const chatMethods: readonly Method[] = [
  { name: 'chat.postMessage', token: 'bot', scopes, run: postMessage },
  { name: 'chat.postEphemeral', token: 'bot', scopes, run: postEphemeral },
  { name: 'chat.update', token: 'bot', scopes, run: update },
  { name: 'chat.delete', token: 'bot', scopes, run: remove },
  { name: 'chat.getPermalink', token: 'bot', scopes: [], run: getPermalink },
];
