import {
  type Alarm,
  type AlarmKind,
  type EndpointStatus,
  type HashKv,
  type Member,
  type MemberId,
  memberId,
} from '../core/cluster.ts';
import {
  type AlarmMember,
  AlarmType,
  type HashKVResponse,
  type ResponseHeader,
  type StatusResponse,
  type Member as WireMember,
} from './gen/etcd_pb.ts';

/** A member id as etcdctl prints it. */
export const idOf = (wire: bigint): MemberId => memberId(wire.toString(16));

export const wireIdOf = (id: MemberId): bigint => BigInt(`0x${id}`);

export const clusterIdOf = (header: ResponseHeader | undefined): string => (header?.clusterId ?? 0n).toString(16);

export function memberOf(wire: WireMember): Member {
  return {
    id: idOf(wire.id),
    name: wire.name,
    peerUrls: wire.peerUrls,
    clientUrls: wire.clientUrls,
    learner: wire.isLearner,
  };
}

/** Zero and empty mean that this version of etcd does not tell: a database, a quota and a leader are never 0. */
export function statusOf(wire: StatusResponse, latencyMs: number): EndpointStatus {
  return {
    memberId: idOf(wire.header?.memberId ?? 0n),
    clusterId: clusterIdOf(wire.header),
    version: wire.version,
    storageVersion: wire.storageVersion === '' ? null : wire.storageVersion,
    leader: wire.leader === 0n ? null : idOf(wire.leader),
    learner: wire.isLearner,
    revision: Number(wire.header?.revision ?? 0n),
    raftTerm: Number(wire.raftTerm),
    raftIndex: Number(wire.raftIndex),
    raftAppliedIndex: Number(wire.raftAppliedIndex),
    dbSize: Number(wire.dbSize),
    dbSizeInUse: numberOrNull(wire.dbSizeInUse),
    quota: numberOrNull(wire.dbSizeQuota),
    errors: wire.errors.map(error => error.trim()),
    latencyMs,
  };
}

const numberOrNull = (wire: bigint): number | null => (wire === 0n ? null : Number(wire));

/** `revision` is the one asked for: etcd before 3.6 does not repeat it. */
export function hashOf(wire: HashKVResponse, revision: number): HashKv {
  return { hash: wire.hash.toString(16).padStart(8, '0'), revision, compactRevision: Number(wire.compactRevision) };
}

export function alarmOf(wire: AlarmMember): Alarm {
  return { member: idOf(wire.memberId), kind: alarmKindOf(wire.alarm) };
}

function alarmKindOf(type: number): AlarmKind {
  if (type === AlarmType.NOSPACE) return 'NOSPACE';
  return type === AlarmType.CORRUPT ? 'CORRUPT' : 'UNKNOWN';
}

export function alarmTypeOf(kind: AlarmKind): AlarmType {
  if (kind === 'UNKNOWN') throw new RangeError('an alarm of an unknown kind cannot be named to etcd');
  return AlarmType[kind];
}
