import { type Fields, flagOf, textOf } from '../fields.ts';
import type { Desk, Method } from '../method.ts';
import { page } from '../page.ts';
import { SlackError } from '../slack-error.ts';
import type { SlackUser, Workspace } from '../workspace.ts';

function userPayload(workspace: Workspace, user: SlackUser): Fields {
  return {
    id: user.id,
    team_id: user.teamId ?? workspace.team.id,
    name: user.name,
    real_name: user.realName,
    deleted: user.deleted ?? false,
    tz: 'Etc/UTC',
    tz_offset: 0,
    profile: { real_name: user.realName, display_name: user.name, team: user.teamId ?? workspace.team.id },
    is_admin: user.isAdmin ?? false,
    is_bot: user.isBot ?? false,
    is_app_user: false,
    is_restricted: user.isRestricted ?? false,
    is_ultra_restricted: user.isUltraRestricted ?? false,
    ...(user.isStranger ? { is_stranger: true } : {}),
  };
}

function info({ office: { workspace } }: Desk, args: Fields): Fields {
  const user = workspace.users.get(textOf(args.user));
  if (!user) throw new SlackError('user_not_found');
  return { user: userPayload(workspace, user) };
}

function list({ office: { workspace } }: Desk, args: Fields): Fields {
  const { items, metadata } = page([...workspace.users.values()], args, 200);
  return { members: items.map(user => userPayload(workspace, user)), response_metadata: metadata };
}

function groups({ office: { workspace } }: Desk, args: Fields): Fields {
  const usergroups = [...workspace.groups.values()].map(group => ({
    id: group.id,
    team_id: workspace.team.id,
    is_usergroup: true,
    name: group.name,
    handle: group.handle,
    date_delete: 0,
    user_count: group.users.length,
    ...(flagOf(args.include_users) ? { users: group.users } : {}),
  }));
  return { usergroups };
}

function groupUsers({ office: { workspace } }: Desk, args: Fields): Fields {
  const group = workspace.groups.get(textOf(args.usergroup));
  if (!group) throw new SlackError('no_such_subteam');
  return { users: group.users };
}

function botInfo({ office: { workspace } }: Desk, args: Fields): Fields {
  const id = textOf(args.bot);
  if (id !== '' && id !== workspace.app.botId) throw new SlackError('bot_not_found');
  const { botId, id: appId, botUserId } = workspace.app;
  return { bot: { id: botId, app_id: appId, user_id: botUserId, name: 'etcd', deleted: false } };
}

export const peopleMethods: readonly Method[] = [
  { name: 'users.info', token: 'bot', scopes: ['users:read'], run: info },
  { name: 'users.list', token: 'bot', scopes: ['users:read'], run: list },
  { name: 'usergroups.list', token: 'bot', scopes: ['usergroups:read'], run: groups },
  { name: 'usergroups.users.list', token: 'bot', scopes: ['usergroups:read'], run: groupUsers },
  { name: 'bots.info', token: 'bot', scopes: ['users:read'], run: botInfo },
];
