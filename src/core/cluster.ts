import type { AuthState } from './auth.ts';
import type { Certificates } from './certificates.ts';
import type { Load } from './history/load.ts';
import type { KeyPage, KeyQuery } from './keys.ts';
import type { SpaceQuery, SpaceUse } from './ownership.ts';
import type { PasswordCheck } from './password-check.ts';
import type { PostgresState } from './patroni/cluster.ts';
import type { PauseMemory } from './patroni/pause.ts';
import type { Picture } from './patroni/picture.ts';
import type { PigstyState } from './pigsty/inventory.ts';
import type { Thresholds } from './thresholds.ts';

/** A 64-bit etcd member id as etcdctl prints it: lower-case hex without leading zeros, `8e9e05c52164694d`. Never a number. */
export type MemberId = string & { readonly brand: 'MemberId' };

/** Brands a hex string. @throws RangeError when it is no 64-bit hex number: ids come from etcd, so that is our bug. */
export function memberId(hex: string): MemberId {
  if (!isMemberId(hex)) throw new RangeError(`not a 64-bit hex id: ${hex}`);
  return hex;
}

export function isMemberId(text: string): text is MemberId {
  return /^(0|[1-9a-f][0-9a-f]{0,15})$/.test(text);
}

/** One row of etcd's member list. `name` is empty until the member has started for the first time. */
export type Member = {
  readonly id: MemberId;
  readonly name: string;
  readonly peerUrls: readonly string[];
  readonly clientUrls: readonly string[];
  readonly learner: boolean;
};

export type MemberList = {
  readonly members: readonly Member[];
  /** False when quorum is lost and the list is one member's own, possibly old, view. */
  readonly linearizable: boolean;
  readonly clusterId: string;
};

/** Maintenance.Status of one endpoint. Sizes in bytes; null where this etcd version does not tell. */
export type EndpointStatus = {
  readonly memberId: MemberId;
  readonly clusterId: string;
  readonly version: string;
  readonly storageVersion: string | null;
  /** Null while this member knows no leader. */
  readonly leader: MemberId | null;
  readonly learner: boolean;
  readonly revision: number;
  readonly raftTerm: number;
  readonly raftIndex: number;
  readonly raftAppliedIndex: number;
  readonly dbSize: number;
  readonly dbSizeInUse: number | null;
  readonly quota: number | null;
  readonly errors: readonly string[];
  readonly latencyMs: number;
};

/** What the metrics endpoint adds to Status. Null where the series is missing. */
export type EndpointMetrics = {
  /** Absent where a page does not tell. `at`: of the last one in this process, null for none. Milliseconds since the epoch. */
  readonly compaction?: {
    readonly revision: number;
    readonly compactRevision: number;
    readonly at: number | null;
    /** When the process began. */
    readonly since: number | null;
    /** etcd 3.5 and later tell when the last one was. */
    readonly tellsAge: boolean;
  };
  /** Seconds of its longest defragmentation since it started, at most; absent where there was none. */
  readonly defragmentation?: number;
  /** Bytes that its process holds in memory; absent where nothing tells. */
  readonly memory?: number;
  readonly quota: number | null;
  readonly dbSize: number | null;
  readonly dbSizeInUse: number | null;
  /** What it had to do and how long that took; absent when it was not asked for. */
  readonly load?: Load;
};

export type HashKv = { readonly hash: string; readonly revision: number; readonly compactRevision: number };

export type AlarmKind = 'NOSPACE' | 'CORRUPT' | 'UNKNOWN';
export type Alarm = { readonly member: MemberId; readonly kind: AlarmKind };

export const faultCodes = [
  'not_asked',
  'deadline',
  'refused',
  'unreachable',
  'tls_untrusted',
  'tls_name_mismatch',
  'tls_client_certificate',
  'tls_failed',
  'auth_required',
  'auth_failed',
  'permission_denied',
  'no_leader',
  'no_quorum',
  'learner',
  'no_space',
  'corrupt',
  'compacted',
  'future_revision',
  'too_large',
  'unimplemented',
  'not_in_sync',
  'not_a_learner',
  'no_such_member',
  'peer_url_taken',
  'user_exists',
  'unhealthy_cluster',
  'too_few_started',
  'too_many_learners',
  'not_leader',
  'bad_transferee',
  'password_lost',
  'nobody_to_show',
  'password_not_taken',
  'password_untold',
  'conflict',
  'no_config',
  'not_ours',
  'no_data',
  'cancelled',
  'unknown',
] as const;
export type FaultCode = (typeof faultCodes)[number];

/** Why something could not be read. `detail` is etcd's or the system's own text: for people, never for decisions. */
export type Fault = {
  readonly code: FaultCode;
  readonly detail: string;
  /** Who says so, where it is not etcd. */
  readonly by?: 'patroni' | 'prometheus';
};

export type Reading<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Fault };

export const notAsked: Reading<never> = { ok: false, fault: { code: 'not_asked', detail: '' } };

export type EndpointReport = {
  readonly endpoint: string;
  readonly status: Reading<EndpointStatus>;
  /** A linearizable and a serializable read of one key; the value is the time taken in milliseconds. */
  readonly linearizable: Reading<number>;
  readonly serializable: Reading<number>;
  readonly metrics: Reading<EndpointMetrics>;
  readonly hash: Reading<HashKv>;
  /** The members as it knows them itself; absent when it was not asked. */
  readonly list?: Reading<readonly Member[]>;
};

export type PatroniCluster = {
  readonly name: string;
  readonly leader: string | null;
  readonly members: readonly string[];
};

/** What was seen of one cluster, and when. Parts nobody asked for read `not_asked`. */
export type Snapshot = {
  readonly cluster: string;
  /** Milliseconds since the epoch, at the end of the survey. */
  readonly takenAt: number;
  readonly tookMs: number;
  readonly endpoints: readonly EndpointReport[];
  readonly members: Reading<MemberList>;
  readonly alarms: Reading<readonly Alarm[]>;
  readonly patroni: Reading<readonly PatroniCluster[]>;
  readonly keys: Reading<KeyPage>;
  /** Absent when it was not asked for. */
  readonly auth?: Reading<AuthState>;
  /** Absent when it was not asked for. */
  readonly postgres?: Reading<PostgresState>;
  /** How it stood when etcd was last read; only where `postgres` was asked for and cannot be read. */
  readonly lastPostgres?: Picture;
  /** What the store remembers of pauses of PostgreSQL clusters; absent when it was not asked. */
  readonly pauses?: PauseMemory;
  /** What Pigsty's folder says; absent when it was not asked for, or none is configured. */
  readonly pigsty?: Reading<PigstyState>;
  /** Absent when it was not asked for. */
  readonly space?: Reading<SpaceUse>;
  /** Absent when it was not asked for. */
  readonly certificates?: Reading<Certificates>;
  /** Where they are not those of `thresholdDefaults`. */
  readonly thresholds?: Thresholds;
  /** Absent when nothing was tried. */
  readonly passwords?: Reading<PasswordCheck>;
};

export type SurveyPart =
  /** Pigsty's inventory, read by the worker; etcd is not asked. */
  | 'pigsty'
  /** With it, what Ansible tells of its playbooks. */
  | 'playbooks'
  | 'status'
  | 'members'
  | 'alarms'
  | 'probes'
  | 'metrics'
  | 'hashes'
  /** What each endpoint knows itself of the members. */
  | 'lists'
  | 'load'
  | 'patroni'
  | 'postgres'
  | 'reach'
  | 'pauses'
  | 'auth'
  /** What every port serves now. */
  | 'certificates'
  /** The same as it was seen last, and the bot's own; takes no call. */
  | 'known-certificates'
  /** The same, looked at anew where that is an hour ago. */
  | 'recent-certificates'
  /** `metrics`, of members, too, whose quota is known by now. */
  | 'all-metrics'
  /** Tries well-known passwords, each once. */
  | 'passwords'
  /** The same if nobody has within a day; else what was found then. */
  | 'daily-passwords';

/** What to ask a cluster for. The fewer parts, the fewer calls. */
export type Survey = {
  readonly parts: readonly SurveyPart[];
  /** False: `postgres` without the time left of leases, which takes a call for each. */
  readonly leases?: boolean;
  readonly keys?: KeyQuery;
  readonly space?: SpaceQuery;
};
