import type { MemberId } from './cluster.ts';
import { quorumOf } from './quorum.ts';

/** What etcd's membership rules look at. */
export type ModelMember = {
  /** Null for one whose id is not known yet: its peer URL tells it apart. */
  readonly id: MemberId | null;
  readonly peerUrls: readonly string[];
  readonly learner: boolean;
  /** Has ever joined: it has a name. */
  readonly started: boolean;
  /** Connected with the asked member for at least 5 s (etcd's HealthInterval). */
  readonly connected: boolean;
  /** A learner that has received at least 90 % of the leader's log. */
  readonly inSync: boolean;
};

/** `version` is that of the asked member, `3.5.30`. */
export type ModelCluster = { readonly members: readonly ModelMember[]; readonly version: string };

/** The member is named by any of its peer URLs. */
export type Reconfiguration =
  | { readonly kind: 'add-learner' | 'add-voter' | 'promote' | 'remove'; readonly peerUrl: string }
  | { readonly kind: 'update'; readonly peerUrl: string; readonly to: string };

/** etcd's refusals (api/v3rpc/rpctypes/error.go) by shorter names; `no_quorum`: it never answers. */
export type ServerRefusal =
  | 'unhealthy_cluster'
  | 'not_enough_started_members'
  | 'too_many_learners'
  | 'peer_url_exists'
  | 'member_not_found'
  | 'not_a_learner'
  | 'learner_not_in_sync'
  | 'no_quorum';

/** `--max-learners`, as etcd defaults it and 3.4 has it fixed. */
const MOST_LEARNERS = 1;

/**
 * What etcd with `--strict-reconfig-check` (its default) answers to a change of membership. The asked member looks at its own
 * view first, then the change goes through the log, where the rest is found out. Source: server/etcdserver/server.go
 * (mayAddMember, mayRemoveMember, mayPromoteMember), api/membership/cluster.go (IsReadyTo…, ValidateConfigurationChange).
 * @returns null when the server accepts.
 */
export function predictRefusal(cluster: ModelCluster, change: Reconfiguration): ServerRefusal | null {
  return refusalOfAsked(cluster, change) ?? refusalOfRaft(cluster) ?? refusalAtApply(cluster, change);
}

function refusalOfAsked(cluster: ModelCluster, change: Reconfiguration): ServerRefusal | null {
  switch (change.kind) {
    case 'add-voter':
      if (!mayGrow(cluster)) return 'not_enough_started_members';
      return isConnectedToAdd(cluster) ? null : 'unhealthy_cluster';
    case 'add-learner':
      return isConnectedToAdd(cluster) ? null : 'unhealthy_cluster';
    case 'promote':
      return refusalOfPromotion(cluster, find(cluster, change.peerUrl));
    case 'remove':
      return refusalOfRemoval(cluster, find(cluster, change.peerUrl));
    case 'update':
      return null;
  }
}

const refusalOfRaft = (cluster: ModelCluster): ServerRefusal | null =>
  count(votersOf(cluster), isConnected) < quorumOf(votersOf(cluster).length) ? 'no_quorum' : null;

function refusalAtApply(cluster: ModelCluster, change: Reconfiguration): ServerRefusal | null {
  const target = find(cluster, change.peerUrl);
  switch (change.kind) {
    case 'add-voter':
      return target ? 'peer_url_exists' : null;
    case 'add-learner':
      if (target) return 'peer_url_exists';
      return count(cluster.members, member => member.learner) < MOST_LEARNERS ? null : 'too_many_learners';
    case 'promote':
      return target?.learner ? null : 'not_a_learner';
    case 'remove':
      return target ? null : 'member_not_found';
    case 'update': {
      const holder = find(cluster, change.to);
      if (!target) return 'member_not_found';
      return holder && holder !== target ? 'peer_url_exists' : null;
    }
  }
}

/** IsReadyToAddVotingMember: the voters that have started are a quorum of one more. A single one may always grow. */
function mayGrow(cluster: ModelCluster): boolean {
  const voters = votersOf(cluster);
  const started = count(voters, hasStarted);
  return (started === 1 && voters.length === 1) || started >= quorumOf(voters.length + 1);
}

/**
 * Up to 3.5.29 and 3.6.10 every voter has to be connected; from 3.5.30, 3.6.11 and 3.7.0 on a quorum of one voter more
 * suffices (etcd#21669, etcd#21667).
 */
function isConnectedToAdd(cluster: ModelCluster): boolean {
  const voters = votersOf(cluster);
  const connected = count(voters, isConnected);
  if (connected === voters.length) return true;
  return addsWithoutSome(cluster.version) && connected >= quorumOf(voters.length + 1);
}

function addsWithoutSome(version: string): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(part => Number.parseInt(part, 10));
  if (major !== 3) return major > 3;
  if (minor === 5) return patch >= 30;
  if (minor === 6) return patch >= 11;
  return minor > 6;
}

function refusalOfPromotion(cluster: ModelCluster, target: ModelMember | undefined): ServerRefusal | null {
  if (!target) return 'member_not_found';
  if (target.learner && !target.inSync) return 'learner_not_in_sync';
  const voters = votersOf(cluster);
  return count(voters, hasStarted) + 1 >= quorumOf(voters.length + 1) ? null : 'not_enough_started_members';
}

/** A voter that is down is not part of the active quorum, so it may go; learners always may. */
function refusalOfRemoval(cluster: ModelCluster, target: ModelMember | undefined): ServerRefusal | null {
  if (target?.learner) return null;
  const voters = votersOf(cluster);
  const left = voters.filter(member => member !== target);
  if (count(left, hasStarted) < quorumOf(left.length)) return 'not_enough_started_members';
  if (!target?.connected) return null;
  return count(voters, isConnected) - 1 >= 1 + Math.floor((voters.length - 1) / 2) ? null : 'unhealthy_cluster';
}

const isConnected = (member: ModelMember): boolean => member.connected;
const hasStarted = (member: ModelMember): boolean => member.started;
const votersOf = (cluster: ModelCluster): readonly ModelMember[] => cluster.members.filter(({ learner }) => !learner);
const find = (cluster: ModelCluster, peerUrl: string): ModelMember | undefined =>
  cluster.members.find(({ peerUrls }) => peerUrls.includes(peerUrl));
const count = (members: readonly ModelMember[], of: (member: ModelMember) => boolean): number =>
  members.filter(of).length;
