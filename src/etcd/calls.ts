import type { Alarm, EndpointStatus, HashKv, Member, MemberId, MemberList } from '../core/cluster.ts';
import { alarmOf, alarmTypeOf, clusterIdOf, hashOf, memberOf, statusOf, wireIdOf } from './answers.ts';
import { type AuthCalls, authCalls } from './auth-calls.ts';
import type { CallContext, Channel, Unary } from './channel.ts';
import {
  AlarmRequest_AlarmAction,
  Auth,
  Cluster,
  DowngradeRequest_DowngradeAction,
  KV,
  Maintenance,
  type SnapshotResponse,
} from './gen/etcd_pb.ts';
import type { TokenKeeper } from './token.ts';

export type DowngradeAction = 'VALIDATE' | 'ENABLE' | 'CANCEL';
export type NewMember = { readonly peerUrls: readonly string[]; readonly learner: boolean };

/**
 * What can be asked of one member, in the vocabulary of core: ids are hex, sizes and revisions numbers. Every call goes out
 * once and rejects with what `toFault` reads. A write that met its deadline may still happen, since etcd's log keeps it: its
 * outcome is unknown and has to be read back.
 */
export type EtcdCalls = ReadCalls & MembershipCalls & MaintenanceCalls & { readonly auth: AuthCalls };

type ReadCalls = {
  readonly status: (context: CallContext) => Promise<EndpointStatus>;
  /** Reads one key without its value; resolves to the time taken in milliseconds. Learners answer the serializable way only. */
  readonly probe: (key: string, way: 'linearizable' | 'serializable', context: CallContext) => Promise<number>;
  readonly alarms: (context: CallContext) => Promise<readonly Alarm[]>;
  /** The hash of all keys up to `revision`, which must be neither compacted nor ahead of this member. */
  readonly hashKv: (revision: number, context: CallContext) => Promise<HashKv>;
  /** etcd 3.5 and later; root only. */
  readonly authStatus: (context: CallContext) => Promise<{ readonly enabled: boolean; readonly revision: number }>;
};

type MembershipCalls = {
  /** etcd before 3.5 ignores `linearizable` and always answers from the member's own memory. */
  readonly memberList: (linearizable: boolean, context: CallContext) => Promise<Omit<MemberList, 'linearizable'>>;
  readonly memberAdd: (member: NewMember, context: CallContext) => Promise<Member>;
  readonly memberPromote: (id: MemberId, context: CallContext) => Promise<readonly Member[]>;
  readonly memberRemove: (id: MemberId, context: CallContext) => Promise<readonly Member[]>;
  readonly memberUpdate: (
    id: MemberId,
    peerUrls: readonly string[],
    context: CallContext,
  ) => Promise<readonly Member[]>;
};

type MaintenanceCalls = {
  /** One member, one kind. etcd says OK for an alarm that is not raised, too. */
  readonly disarm: (alarm: Alarm, context: CallContext) => Promise<void>;
  /** Only the leader takes it. */
  readonly moveLeader: (target: MemberId, context: CallContext) => Promise<void>;
  /** Blocks the member until it is done; a deadline does not stop it. */
  readonly defragment: (context: CallContext) => Promise<void>;
  /** The database in pieces of 32 KiB. */
  readonly snapshot: (context: CallContext) => AsyncGenerator<SnapshotResponse, void, undefined>;
  /** etcd 3.5 and later (3.5 only validates). `version` as `3.5`. Resolves to the cluster's version. */
  readonly downgrade: (action: DowngradeAction, version: string, context: CallContext) => Promise<string>;
};

/** `stopwatch` tells milliseconds of a monotonic clock. */
export function etcdCalls(channel: Channel, tokens: TokenKeeper, stopwatch: () => number): EtcdCalls {
  const unary: Unary<CallContext> = (method, request, context) =>
    tokens.withToken(context, token => channel.unary(method, request, { ...context, token }));
  return {
    ...timedCalls(channel, tokens, stopwatch),
    ...readCalls(unary),
    ...membershipCalls(unary),
    ...maintenanceCalls(unary),
    auth: authCalls(unary),
    snapshot: context => snapshot(channel, tokens, context),
  };
}

/** The token of a login. @throws what etcd says of a wrong name or password. */
export async function authenticate(
  channel: Channel,
  { username, password }: { readonly username: string; readonly password: string },
  context: CallContext,
): Promise<string> {
  const request = { name: username, password };
  const { token } = await channel.unary(Auth.method.authenticate, request, { ...context, token: null });
  return token;
}

/** Times are those of the call itself: a login before it is not the member's fault. */
function timedCalls(
  channel: Channel,
  tokens: TokenKeeper,
  stopwatch: () => number,
): Pick<ReadCalls, 'status' | 'probe'> {
  const timed = async <T>(call: () => Promise<T>): Promise<readonly [answer: T, ms: number]> => {
    const started = stopwatch();
    return [await call(), stopwatch() - started];
  };
  return {
    status: context =>
      tokens.withToken(context, async token => {
        const method = Maintenance.method.status;
        return statusOf(...(await timed(() => channel.unary(method, {}, { ...context, token }))));
      }),
    probe: (key, way, context) => {
      const request = { key: Buffer.from(key), serializable: way === 'serializable', keysOnly: true, limit: 1n };
      return tokens.withToken(context, async token => {
        const [, ms] = await timed(() => channel.unary(KV.method.range, request, { ...context, token }));
        return ms;
      });
    },
  };
}

function readCalls(unary: Unary<CallContext>): Omit<ReadCalls, 'status' | 'probe'> {
  return {
    alarms: async context => {
      const answer = await unary(Maintenance.method.alarm, { action: AlarmRequest_AlarmAction.GET }, context);
      return answer.alarms.map(alarmOf);
    },
    hashKv: async (revision, context) => {
      const answer = await unary(Maintenance.method.hashKV, { revision: BigInt(revision) }, context);
      return hashOf(answer, revision);
    },
    authStatus: async context => {
      const { enabled, authRevision } = await unary(Auth.method.authStatus, {}, context);
      return { enabled, revision: Number(authRevision) };
    },
  };
}

function membershipCalls(unary: Unary<CallContext>): MembershipCalls {
  return {
    memberList: async (linearizable, context) => {
      const { header, members } = await unary(Cluster.method.memberList, { linearizable }, context);
      return { clusterId: clusterIdOf(header), members: members.map(memberOf) };
    },
    memberAdd: async ({ peerUrls, learner }, context) => {
      const request = { peerUrls: [...peerUrls], isLearner: learner };
      const { member } = await unary(Cluster.method.memberAdd, request, context);
      if (member === undefined) throw new Error('etcd added a member and did not say which');
      return memberOf(member);
    },
    memberPromote: async (id, context) => {
      const { members } = await unary(Cluster.method.memberPromote, { id: wireIdOf(id) }, context);
      return members.map(memberOf);
    },
    memberRemove: async (id, context) => {
      const { members } = await unary(Cluster.method.memberRemove, { id: wireIdOf(id) }, context);
      return members.map(memberOf);
    },
    memberUpdate: async (id, peerUrls, context) => {
      const request = { id: wireIdOf(id), peerUrls: [...peerUrls] };
      const { members } = await unary(Cluster.method.memberUpdate, request, context);
      return members.map(memberOf);
    },
  };
}

function maintenanceCalls(unary: Unary<CallContext>): Omit<MaintenanceCalls, 'snapshot'> {
  return {
    disarm: async ({ member, kind }, context) => {
      const action = AlarmRequest_AlarmAction.DEACTIVATE;
      const request = { action, memberId: wireIdOf(member), alarm: alarmTypeOf(kind) };
      await unary(Maintenance.method.alarm, request, context);
    },
    moveLeader: async (target, context) => {
      await unary(Maintenance.method.moveLeader, { targetId: wireIdOf(target) }, context);
    },
    defragment: async context => {
      await unary(Maintenance.method.defragment, {}, context);
    },
    downgrade: async (action, version, context) => {
      const request = { action: DowngradeRequest_DowngradeAction[action], version };
      return (await unary(Maintenance.method.downgrade, request, context)).version;
    },
  };
}

/** A refused token shows at the first piece: until then the stream may be opened again. */
async function* snapshot(
  channel: Channel,
  tokens: TokenKeeper,
  context: CallContext,
): AsyncGenerator<SnapshotResponse, void, undefined> {
  const { pieces, first } = await tokens.withToken(context, async token => {
    const opened = channel.stream(Maintenance.method.snapshot, {}, { ...context, token });
    return { pieces: opened, first: await opened.next() };
  });
  if (first.done) return;
  yield first.value;
  yield* pieces;
}
