import type { AuthState } from '../auth.ts';
import type { Certificates } from '../certificates.ts';
import type { EndpointStatus, MemberId, PatroniCluster, Reading, Snapshot } from '../cluster.ts';
import type { MemberFacts, NamedAlarm } from '../facts/members.ts';
import type { Impact } from '../patroni/impact.ts';
import { impactOf } from '../patroni/impact-of.ts';
import { latestOf } from '../patroni/latest.ts';
import type { PauseMemory } from '../patroni/pause.ts';
import type { PigstyState } from '../pigsty/inventory.ts';
import { type Tally, tally } from '../quorum.ts';
import { isRefusal } from '../refusal.ts';
import type { Thresholds } from '../thresholds.ts';
import { rosterOf } from './roster.ts';
import { toldAlarms } from './told-alarms.ts';

export type QuorumFacts = Tally & {
  /** Voters that answer at all, with or without quorum. */
  readonly answering: number;
  /** Voters nothing is known of: no endpoint is configured for them, or they do not let us in. */
  readonly unknown: number;
};

/** What a snapshot says about the cluster as a whole, before anything is judged. Sizes in bytes. */
export type ClusterState = {
  readonly cluster: string;
  readonly takenAt: number;
  readonly tookMs: number;
  readonly members: readonly MemberFacts[];
  readonly list: Reading<{ readonly linearizable: boolean; readonly clusterId: string }>;
  /** Null when the member list could not be read, so that voters cannot be counted. */
  readonly quorum: QuorumFacts | null;
  /** Whether writes have a quorum; null when nothing tells. */
  readonly serving: boolean | null;
  readonly leader: { readonly id: MemberId; readonly name: string } | null;
  /** Different leaders named by members, more than one while an election spreads or the cluster is split. */
  readonly leaders: readonly string[];
  readonly term: number | null;
  readonly revision: number | null;
  /** Of the member nearest to its quota; compared with the size of the file, as etcd does. */
  readonly quota: { readonly bytes: number; readonly usedRatio: number; readonly member: string } | null;
  /** Largest database file, and the bytes of it that hold nothing. */
  readonly db: { readonly size: number; readonly free: number | null; readonly member: string } | null;
  /** Share of the most fragmented database file that holds nothing, 0..1. */
  readonly fragmentation: number | null;
  readonly alarms: Reading<readonly NamedAlarm[]>;
  readonly versions: readonly string[];
  readonly clusterIds: readonly string[];
  readonly patroni: Reading<readonly PatroniCluster[]>;
  /** Users and roles; absent where nobody asked, or they cannot be read. */
  readonly auth?: AuthState;
  /** Absent where nobody asked, or no Pigsty is configured. */
  readonly pigsty?: Reading<PigstyState>;
  /** What its loss does to the PostgreSQL clusters, as they are or were seen last; absent where nothing is known. */
  readonly impacts?: readonly Impact[];
  /** What is remembered of pauses; absent where nobody asked. */
  readonly pauses?: PauseMemory;
  /** Where they are not those of `thresholdDefaults`. */
  readonly thresholds?: Thresholds;
  /** Null when they were not asked for. */
  readonly certificates: Certificates | null;
};

export function stateOf(snapshot: Snapshot): ClusterState {
  const members = rosterOf(snapshot);
  const statuses = snapshot.endpoints.flatMap(({ status }) => (status.ok ? [status.value] : []));
  const nameById = (id: MemberId): string => members.find(member => member.id === id)?.name ?? id;
  const newest = statuses.toSorted((one, other) => other.raftTerm - one.raftTerm);
  const leader = newest.find(status => status.leader !== null)?.leader ?? null;
  const alarms = toldAlarms(snapshot);
  const quorum = snapshot.members.ok ? count(members) : null;
  return {
    cluster: snapshot.cluster,
    takenAt: snapshot.takenAt,
    tookMs: snapshot.tookMs,
    members,
    list: snapshot.members.ok
      ? {
          ok: true,
          value: { linearizable: snapshot.members.value.linearizable, clusterId: snapshot.members.value.clusterId },
        }
      : snapshot.members,
    quorum,
    serving: isServing(members, quorum),
    leader: leader === null ? null : { id: leader, name: nameById(leader) },
    leaders: distinct(statuses.flatMap(status => (status.leader === null ? [] : [nameById(status.leader)]))),
    term: newest[0]?.raftTerm ?? null,
    revision: highest(statuses.map(status => status.revision)),
    ...spaceOf(members),
    alarms: alarms.ok
      ? { ok: true, value: alarms.value.map(alarm => ({ ...alarm, name: nameById(alarm.member) })) }
      : alarms,
    versions: distinct(statuses.map(status => status.version)).toSorted(byNumbers),
    clusterIds: clusterIdsOf(snapshot, statuses),
    patroni: snapshot.patroni,
    ...impactsOf(snapshot),
    ...(snapshot.pauses ? { pauses: snapshot.pauses } : {}),
    ...(snapshot.auth?.ok ? { auth: snapshot.auth.value } : {}),
    ...(snapshot.pigsty ? { pigsty: snapshot.pigsty } : {}),
    ...(snapshot.thresholds ? { thresholds: snapshot.thresholds } : {}),
    certificates: snapshot.certificates?.ok ? snapshot.certificates.value : null,
  };
}

function impactsOf(snapshot: Snapshot): Pick<ClusterState, 'impacts'> {
  const latest = latestOf(snapshot);
  if (isRefusal(latest) || latest.state === null) return {};
  const { state } = latest;
  return { impacts: state.clusters.map(cluster => impactOf(cluster, state)) };
}

function count(members: readonly MemberFacts[]): QuorumFacts {
  const voters = members.filter(member => member.voter);
  const having = (...kinds: readonly MemberFacts['health'][]): number =>
    voters.filter(member => kinds.includes(member.health)).length;
  return {
    ...tally(voters.length, having('healthy')),
    answering: having('healthy', 'no_quorum_read'),
    unknown: having('barred', 'unasked'),
  };
}

/** One linearizable read through any voter proves a quorum, whatever else is not known. */
function isServing(members: readonly MemberFacts[], quorum: QuorumFacts | null): boolean | null {
  const voices = members.filter(member => member.role !== 'learner');
  if (voices.some(member => member.health === 'healthy')) return true;
  if (voices.some(member => member.health === 'no_quorum_read')) return false;
  return quorum && quorum.answering + quorum.unknown < quorum.quorum ? false : null;
}

function spaceOf(members: readonly MemberFacts[]): Pick<ClusterState, 'quota' | 'db' | 'fragmentation'> {
  const files = members.flatMap(({ name, dbSize, dbSizeInUse, quota }) =>
    dbSize === null
      ? []
      : [{ name, size: dbSize, free: dbSizeInUse === null ? null : Math.max(0, dbSize - dbSizeInUse), quota }],
  );
  const quotas = files
    .flatMap(({ name, size, quota }) => (quota ? [{ bytes: quota, usedRatio: size / quota, member: name }] : []))
    .toSorted((one, other) => other.usedRatio - one.usedRatio);
  const largest = files.toSorted((one, other) => other.size - one.size)[0];
  return {
    quota: quotas[0] ?? null,
    db: largest ? { size: largest.size, free: largest.free, member: largest.name } : null,
    fragmentation: highest(files.flatMap(({ size, free }) => (free === null || size <= 0 ? [] : [free / size]))),
  };
}

const clusterIdsOf = (snapshot: Snapshot, statuses: readonly EndpointStatus[]): readonly string[] =>
  distinct([
    ...(snapshot.members.ok ? [snapshot.members.value.clusterId] : []),
    ...statuses.map(status => status.clusterId),
  ]).filter(id => id !== '');

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];
const highest = (numbers: readonly number[]): number | null => (numbers.length > 0 ? Math.max(...numbers) : null);
const byNumbers = (one: string, other: string): number => one.localeCompare(other, 'en', { numeric: true });
