import { defaultChannels, defaultGroups, defaultUsers } from './default-workspace.ts';
import type { SlackChannel, SlackGroup, SlackUser, Workspace } from './workspace.ts';

export interface WorkspaceOptions {
  readonly users?: readonly SlackUser[];
  readonly channels?: readonly SlackChannel[];
  readonly groups?: readonly SlackGroup[];
}

const botUserId = 'U0ETCDBOT';

/** The given people, channels and groups stand beside the default ones; the same id replaces. */
export function createWorkspace(options: WorkspaceOptions = {}): Workspace {
  const users = [...defaultUsers, ...(options.users ?? [])];
  const directs = users.filter(user => !user.isBot).map(directOf);
  return {
    team: { id: 'T0PLAYGRND', name: 'Playground', domain: 'playground' },
    app: { id: 'A0ETCDOPS', botId: 'B0ETCDOPS', botUserId, command: '/etcd' },
    users: byId(users),
    groups: byId([...defaultGroups, ...(options.groups ?? [])]),
    channels: byId([...defaultChannels, ...directs, ...(options.channels ?? [])]),
    messages: new Map(),
    views: new Map(),
    homes: new Map(),
    files: new Map(),
    directs: new Map(directs.map(channel => [channel.directWith, channel.id])),
  };
}

/** Everybody's conversation with the bot. */
const directOf = (user: SlackUser) => ({
  id: `D${user.id.slice(1)}`,
  name: user.name,
  directWith: user.id,
  members: [user.id, botUserId],
});

const byId = <T extends { readonly id: string }>(list: readonly T[]): Map<string, T> =>
  new Map(list.map(item => [item.id, item]));
