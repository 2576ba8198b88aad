import { type Fields, textOf } from '../fields.ts';
import { findMessage, replaceMessage } from '../messages.ts';
import type { Desk, Method } from '../method.ts';
import { writableChannel } from '../post.ts';
import { SlackError } from '../slack-error.ts';
import type { SlackMessage } from '../workspace.ts';

function target({ office }: Desk, args: Fields): SlackMessage {
  const channel = writableChannel(office, args.channel);
  const message = findMessage(office.workspace, channel.id, textOf(args.timestamp));
  if (!message || message.ephemeralTo !== undefined) throw new SlackError('message_not_found');
  if (!/^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/.test(textOf(args.name))) throw new SlackError('invalid_name');
  return message;
}

function add(desk: Desk, args: Fields): Fields {
  const message = target(desk, args);
  const name = textOf(args.name);
  const bot = desk.office.workspace.app.botUserId;
  const users = message.reactions.find(each => each.name === name)?.users ?? [];
  if (users.includes(bot)) throw new SlackError('already_reacted');
  const others = message.reactions.filter(each => each.name !== name);
  replaceMessage(desk.office, { ...message, reactions: [...others, { name, users: [...users, bot] }] });
  return {};
}

function remove(desk: Desk, args: Fields): Fields {
  const message = target(desk, args);
  const bot = desk.office.workspace.app.botUserId;
  const present = message.reactions.some(each => each.name === args.name && each.users.includes(bot));
  if (!present) throw new SlackError('no_reaction');
  const reactions = message.reactions
    .map(each => (each.name === args.name ? { ...each, users: each.users.filter(user => user !== bot) } : each))
    .filter(each => each.users.length > 0);
  replaceMessage(desk.office, { ...message, reactions });
  return {};
}

const scopes = ['reactions:write'] as const;

export const reactionMethods: readonly Method[] = [
  { name: 'reactions.add', token: 'bot', scopes, run: add },
  { name: 'reactions.remove', token: 'bot', scopes, run: remove },
];
