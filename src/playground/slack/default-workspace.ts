import type { SlackChannel, SlackGroup, SlackUser } from './workspace.ts';

/** The people of the playground, and those whom the bot has to refuse. */
export const defaultUsers: readonly SlackUser[] = [
  { id: 'U0ALICE', name: 'alice', realName: 'Alice Operator' },
  { id: 'U0BOB', name: 'bob', realName: 'Bob Approver' },
  { id: 'U0CAROL', name: 'carol', realName: 'Carol Approver' },
  { id: 'U0EVE', name: 'eve', realName: 'Eve Nobody' },
  { id: 'U0GUEST', name: 'gus', realName: 'Gus Guest', isRestricted: true },
  { id: 'U0SINGLE', name: 'sam', realName: 'Sam Single-Channel', isRestricted: true, isUltraRestricted: true },
  { id: 'U0GONE', name: 'dora', realName: 'Dora Deactivated', deleted: true },
  { id: 'U0FOREIGN', name: 'frank', realName: 'Frank Foreign', teamId: 'T0OTHER', isStranger: true },
  { id: 'U0OTHERBOT', name: 'jenkins', realName: 'Jenkins', isBot: true },
  { id: 'U0ETCDBOT', name: 'etcd', realName: 'etcd', isBot: true },
];

export const defaultChannels: readonly SlackChannel[] = [
  { id: 'C0PRODETCD', name: 'etcd-prod', topic: 'Production etcd: reads for all, changes by approval' },
  { id: 'C0STAGING', name: 'etcd-staging', topic: 'Staging etcd' },
  { id: 'C0RANDOM', name: 'random', topic: 'A channel that no cluster is bound to' },
  {
    id: 'G0SECRET',
    name: 'etcd-private',
    isPrivate: true,
    members: ['U0ALICE', 'U0BOB', 'U0ETCDBOT'],
    topic: 'Private: Alice, Bob and the bot',
  },
  { id: 'C0NOBOT', name: 'without-bot', members: ['U0ALICE', 'U0BOB'], topic: 'The bot was not invited here' },
  { id: 'C0SHARED', name: 'shared-with-partner', isExtShared: true, topic: 'Shared with another workspace' },
];

export const defaultGroups: readonly SlackGroup[] = [
  { id: 'S0DBA', handle: 'dba', name: 'Database approvers', users: ['U0BOB', 'U0CAROL'] },
  { id: 'S0ONCALL', handle: 'oncall', name: 'On call', users: ['U0ALICE'] },
];
