import { type Fields, flagOf, textOf } from '../fields.ts';
import { messagePayload, repliesOf } from '../message-payload.ts';
import { channelOf, findMessage, messagesOf } from '../messages.ts';
import type { Desk, Method } from '../method.ts';
import { page } from '../page.ts';
import { SlackError } from '../slack-error.ts';
import { isMember, type SlackChannel, type SlackMessage, type Workspace } from '../workspace.ts';

const read = ['channels:read', 'groups:read', 'im:read'] as const;
const history = ['channels:history', 'groups:history', 'im:history'] as const;

function payload(workspace: Workspace, channel: SlackChannel): Fields {
  const direct = channel.directWith !== undefined;
  return {
    id: channel.id,
    ...(direct ? { user: channel.directWith } : { name: channel.name, name_normalized: channel.name }),
    is_channel: !(direct || channel.isPrivate),
    is_group: channel.isPrivate ?? false,
    is_im: direct,
    is_private: channel.isPrivate ?? direct,
    is_archived: channel.isArchived ?? false,
    is_general: false,
    is_member: isMember(channel, workspace.app.botUserId),
    is_shared: channel.isExtShared ?? false,
    is_ext_shared: channel.isExtShared ?? false,
    is_pending_ext_shared: false,
    is_org_shared: false,
    context_team_id: workspace.team.id,
    topic: { value: channel.topic ?? '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
  };
}

/** A private channel doesn't exist for a bot that is not in it. */
function visible(workspace: Workspace, id: string): SlackChannel {
  const channel = channelOf(workspace, id);
  if (channel.isPrivate && !isMember(channel, workspace.app.botUserId)) throw new SlackError('channel_not_found');
  return channel;
}

function readable(workspace: Workspace, id: string): SlackChannel {
  const channel = visible(workspace, id);
  if (!isMember(channel, workspace.app.botUserId)) throw new SlackError('not_in_channel');
  return channel;
}

function info({ office: { workspace } }: Desk, args: Fields): Fields {
  return { channel: payload(workspace, visible(workspace, textOf(args.channel))) };
}

function list({ office: { workspace } }: Desk, args: Fields): Fields {
  const types = (textOf(args.types) || 'public_channel').split(',').map(type => type.trim());
  const kind = (each: SlackChannel): string =>
    each.directWith !== undefined ? 'im' : each.isPrivate ? 'private_channel' : 'public_channel';
  const found = [...workspace.channels.values()].filter(
    each =>
      types.includes(kind(each)) &&
      !(each.isPrivate && !isMember(each, workspace.app.botUserId)) &&
      !(flagOf(args.exclude_archived) && each.isArchived),
  );
  const { items, metadata } = page(found, args, 100);
  return { channels: items.map(each => payload(workspace, each)), response_metadata: metadata };
}

function members({ office: { workspace } }: Desk, args: Fields): Fields {
  const channel = visible(workspace, textOf(args.channel));
  const present = channel.members ?? [...workspace.users.values()].filter(each => !each.deleted).map(each => each.id);
  const { items, metadata } = page(present, args, 100);
  return { members: items, response_metadata: metadata };
}

function historyOf({ office: { workspace } }: Desk, args: Fields): Fields {
  const channel = readable(workspace, textOf(args.channel));
  const shown = messagesOf(workspace, channel.id)
    .filter(each => each.ephemeralTo === undefined && (each.threadTs === undefined || each.broadcast === true))
    .filter(each => within(each, args))
    .reverse();
  return messagePage(workspace, shown, args);
}

function replies({ office: { workspace } }: Desk, args: Fields): Fields {
  const channel = readable(workspace, textOf(args.channel));
  const asked = findMessage(workspace, channel.id, textOf(args.ts));
  const parent = asked?.threadTs ? findMessage(workspace, channel.id, asked.threadTs) : asked;
  if (!parent || parent.ephemeralTo !== undefined) throw new SlackError('thread_not_found');
  const thread = repliesOf(workspace, parent).filter(each => within(each, args));
  return messagePage(workspace, [parent, ...thread], args);
}

/** `oldest` and `latest` are exclusive unless `inclusive` says otherwise. */
function within({ ts }: SlackMessage, args: Fields): boolean {
  const oldest = textOf(args.oldest);
  const latest = textOf(args.latest);
  const inclusive = flagOf(args.inclusive);
  const after = oldest === '' || oldest === '0' || Number(ts) > Number(oldest) || (inclusive && ts === oldest);
  const before = latest === '' || Number(ts) < Number(latest) || (inclusive && ts === latest);
  return after && before;
}

function messagePage(workspace: Workspace, all: readonly SlackMessage[], args: Fields): Fields {
  const { items, more, metadata } = page(all, args, 100);
  const messages = items.map(each => messagePayload(workspace, each, flagOf(args.include_all_metadata)));
  return { messages, has_more: more, ...(more ? { response_metadata: metadata } : {}) };
}

function open({ office: { workspace } }: Desk, args: Fields): Fields {
  const user = textOf(args.users);
  const id = workspace.directs.get(user);
  if (!id) throw new SlackError('user_not_found');
  return { channel: { id } };
}

export const conversationMethods: readonly Method[] = [
  { name: 'conversations.info', token: 'bot', scopes: read, run: info },
  { name: 'conversations.list', token: 'bot', scopes: read, run: list },
  { name: 'conversations.members', token: 'bot', scopes: read, run: members },
  { name: 'conversations.history', token: 'bot', scopes: history, run: historyOf },
  { name: 'conversations.replies', token: 'bot', scopes: history, run: replies },
  { name: 'conversations.open', token: 'bot', scopes: ['im:write'], run: open },
];
