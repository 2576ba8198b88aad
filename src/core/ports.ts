import type { Addressed, Announcement } from './announcement.ts';
import type { AuditEntry, AuditRecord } from './audit.ts';
import type { AuthChange, Sealed } from './auth.ts';
import type { Fault, MemberId, Snapshot, Survey } from './cluster.ts';
import type { Document } from './document.ts';
import type { ReportBaseline } from './facts/index.ts';
import type { Operation } from './operation.ts';
import type { PasswordCheck } from './password-check.ts';
import type { Refusal } from './refusal.ts';
import type { Request } from './request.ts';
import type { Result } from './result.ts';

/** Reads one configured cluster. Never rejects for what a cluster does: faults are part of the snapshot. */
export type EtcdReader = {
  readonly survey: (survey: Survey, signal?: AbortSignal) => Promise<Snapshot>;
  readonly close: () => Promise<void>;
};

/** Hands work to the workers. Rejects within 2 s when the queue cannot be reached; then nothing was queued. */
export type Jobs = { readonly ask: (request: Request) => Promise<void> };

/** Puts a message on its way. The queue delivers it, in order per message, with pacing and repair. */
export type Announcer = { readonly announce: (announcement: Announcement) => Promise<void> };

/**
 * Puts one message into Slack, once, without retrying. `unknown`: the call may or may not have had its effect (timeout,
 * lost answer, 5xx); `unavailable`: it certainly had none (refused connection); `refused`: Slack will never take it.
 */
export type DeliveryOutcome =
  | { readonly outcome: 'ok'; readonly ts: string }
  | { readonly outcome: 'limited'; readonly retryAfterMs: number }
  | { readonly outcome: 'unknown' | 'unavailable' }
  | { readonly outcome: 'refused'; readonly error: string };

export type Delivery = {
  readonly post: (announcement: Addressed) => Promise<DeliveryOutcome>;
  readonly update: (announcement: Addressed, ts: string) => Promise<DeliveryOutcome>;
  readonly whisper: (announcement: Addressed) => Promise<DeliveryOutcome>;
  /** The ts of a message with this announcement's id in its metadata, posted after `since` (ms); null when there is none. */
  readonly find: (
    announcement: Addressed,
    since: number,
  ) => Promise<{ readonly ok: true; readonly ts: string | null } | { readonly ok: false }>;
};

/** How a change of etcd ended. `unknown`: a deadline or a lost connection; it may still happen and must be read back. */
export type EffectOutcome =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'refused'; readonly fault: Fault }
  | { readonly outcome: 'unknown'; readonly fault: Fault };

/** What one process of etcd tells of its defragmentations: `done` counts from `since`, its start, milliseconds since the epoch. */
export type Defragmentation = { readonly running: boolean; readonly done: number; readonly since: number };

/** Changes one configured cluster. Every call is sent once, to one member, with a deadline; nothing is retried. */
export type EtcdOperator = EtcdReader & {
  readonly addLearner: (peerUrl: string) => Promise<EffectOutcome>;
  readonly promote: (member: MemberId) => Promise<EffectOutcome>;
  readonly removeMember: (member: MemberId) => Promise<EffectOutcome>;
  readonly updateMember: (member: MemberId, peerUrl: string) => Promise<EffectOutcome>;
  /** Sent to the leader. */
  readonly moveLeader: (to: MemberId) => Promise<EffectOutcome>;
  readonly compact: (revision: number, physical: boolean) => Promise<EffectOutcome>;
  /** Sent to this member; `unknown` means it is probably still running. */
  readonly defragment: (member: MemberId) => Promise<EffectOutcome>;
  readonly disarm: (member: MemberId, alarm: 'NOSPACE' | 'CORRUPT') => Promise<EffectOutcome>;
  /** Writes and deletes one key of the bot's own, `etcd-chatops/probe`: proves that writes work. */
  readonly proveWrite: () => Promise<EffectOutcome>;
  /** How much of the leader's log each member has, 0..1 by member id; empty when the leader does not tell. */
  readonly progress: () => Promise<ReadonlyMap<MemberId, number>>;
  /** How a member gets on with defragmenting; null when it does not tell. */
  readonly defragmentation: (member: MemberId) => Promise<Defragmentation | null>;
  /** When a member's process has started, by its own clock, milliseconds since the epoch; null when it does not tell. */
  readonly processStart: (member: MemberId) => Promise<number | null>;
  /** `password` where the change sets one. After it, a login of the bot is renewed by itself. */
  readonly changeAuth: (change: AuthChange, password: string | null) => Promise<EffectOutcome>;
  /** Whether etcd takes this user and password; null when it does not say, as while logins are off. */
  readonly takesLogin: (user: string, password: string) => Promise<boolean | null>;
  /** Patroni's maintenance mode, by a compare-and-swap of its configuration at this key. `conflict`: somebody was faster. */
  readonly setPause: (configKey: string, pause: boolean) => Promise<EffectOutcome>;
  /** The bot's own password in the configuration, or the one that is to come after it; null when there is none. */
  readonly ownPassword: (which: 'configured' | 'next') => string | null;
};

/** The REST API of PostgreSQL clusters, by the addresses that their members tell. Faults are `by: 'patroni'`. */
export type PatroniRest = {
  /** Asked of the first that takes it. `unreachable`: nobody could be asked, and nothing was done. */
  readonly setPause: (addresses: readonly string[], pause: boolean) => Promise<EffectOutcome>;
  readonly close: () => Promise<void>;
};

/** Passwords of one operation on their way between people and etcd. In the store they lie sealed, never plain. */
export type Passwords = {
  /** The one that was typed; null when no process is left that could open it. */
  readonly open: (sealed: Sealed, user: string) => Promise<string | null>;
  /**
   * Makes one, or takes up the one that an earlier run has made, and keeps it for whoever asked, sealed to the bots; null when no bot is there
   * to show it.
   */
  readonly issue: (user: string) => Promise<string | null>;
  /** The one that an earlier run has made; null when there is none, or no process is left that could open it. */
  readonly made: (user: string) => Promise<string | null>;
  /** Sends the kept one to whoever asked, and to nobody else. False when none is kept. */
  readonly show: (user: string) => Promise<boolean>;
};

export type Operations = {
  /** False when the id is taken already: the same request again. */
  readonly create: (operation: Operation, audit: AuditRecord) => Promise<boolean>;
  readonly load: (id: string) => Promise<Operation | null>;
  /**
   * Applies `decide` to the newest revision and writes the outcome together with its audit record in one step, or without where it is
   * `quiet`; tries again when somebody else was faster. A refusal of `decide` changes nothing and is returned.
   */
  readonly transition: (
    id: string,
    decide: (
      operation: Operation,
    ) => Result<{ readonly operation: Operation; readonly audit: AuditRecord; readonly quiet?: true }, Refusal>,
  ) => Promise<Result<Operation, Refusal>>;
  /** Newest first. What this version cannot read is left out; `strict`: then it rejects, for whoever must not overlook one. */
  readonly list: (filter: {
    readonly cluster: string | null;
    readonly open: boolean;
    readonly limit: number;
    readonly strict?: boolean;
  }) => Promise<readonly Operation[]>;
  /** A new fencing token for the cluster: all older ones are void. */
  readonly takeFence: (cluster: string) => Promise<number>;
  readonly holdsFence: (cluster: string, fence: number) => Promise<boolean>;
};

/** Which operations have changed since their card was announced: a process may die between the two. */
export type Cards = {
  /** The card was announced as of this revision. */
  readonly shown: (id: string, revision: number) => Promise<void>;
  /** Ids of operations, over or not, whose newest revision has not been announced for longer, milliseconds; the longest first. */
  readonly behind: (forMs: number, limit: number) => Promise<readonly string[]>;
};

export type Freezes = {
  readonly of: (cluster: string) => Promise<Freeze | null>;
  /** `cluster` `*`: all. */
  readonly freeze: (cluster: string, freeze: Freeze, audit: AuditRecord) => Promise<void>;
  /** Counts one agreement; the freeze ends with the second distinct person. Null when there is none. */
  readonly unfreeze: (
    cluster: string,
    person: string,
    audit: AuditRecord,
  ) => Promise<{ readonly agreed: readonly string[]; readonly over: boolean } | null>;
  /** Who has agreed so far to end the freeze of exactly this cluster, or of all. */
  readonly agreed: (cluster: string) => Promise<readonly string[]>;
};
export type Freeze = { readonly by: string; readonly name: string; readonly at: number; readonly reason: string };

export type AuditLog = {
  readonly record: (record: AuditRecord) => Promise<void>;
  /** Newest first. */
  readonly list: (filter: {
    readonly cluster: string | null;
    readonly who: string | null;
    readonly operation: string | null;
    readonly limit: number;
  }) => Promise<readonly AuditEntry[]>;
  /** All entries in order, in pages. */
  readonly pages: () => AsyncIterable<readonly AuditEntry[]>;
  readonly head: () => Promise<{ readonly number: number; readonly hash: string }>;
};

/** Puts a file into a channel, for everybody there. False when it is not certain that it is there. Never rejects. */
export type Files = {
  readonly share: (file: {
    readonly channel: string;
    readonly thread: string | null;
    readonly name: string;
    readonly content: string;
  }) => Promise<boolean>;
};

/** Hands an approved operation to the workers of its cluster: one job per operation, one at a time per cluster. */
export type ChangeJobs = {
  readonly run: (operation: Pick<Operation, 'id'> & { readonly cluster: string }) => Promise<void>;
};

/** What a read job gives back to a terminal that waits for it. */
export type Answer = { readonly document: Document; readonly facts: unknown; readonly refused: string | null };

export type Reports = {
  readonly lastReport: (channel: string, cluster: string) => Promise<ReportBaseline | null>;
  readonly keepReport: (channel: string, cluster: string, baseline: ReportBaseline) => Promise<void>;
};

/** A Slack person as Slack says, `asOf` milliseconds since the epoch. */
export type Standing = {
  readonly user: string;
  readonly team: string;
  readonly name: string;
  readonly kind: 'member' | 'guest' | 'bot' | 'deactivated' | 'foreign' | 'unknown';
  readonly asOf: number;
};

export type Directory = {
  /** Cached for a bounded time. Rejects when Slack cannot tell and nothing fresh is known. */
  readonly standing: (user: string, team: string) => Promise<Standing>;
  /** The members of a user group; null when Slack cannot tell and nothing fresh is known. */
  readonly groupMembers: (group: string) => Promise<GroupMembers | null>;
};
/** Slack user ids, and when Slack said so, milliseconds since the epoch. */
export type GroupMembers = { readonly members: readonly string[]; readonly asOf: number };

/** What tries of well-known passwords said, kept for a day. */
export type PasswordChecks = {
  readonly last: (cluster: string) => Promise<PasswordCheck | null>;
  /** True for one within a day: that one may try. */
  readonly claim: (cluster: string) => Promise<boolean>;
  readonly keep: (cluster: string, check: PasswordCheck) => Promise<void>;
};

export type Clock = () => number;
export type NewId = () => string;

/** Structured log of an adapter. Fields named like secrets are redacted by the sink. */
export type Log = {
  readonly debug: (fields: object, message: string) => void;
  readonly info: (fields: object, message: string) => void;
  readonly warn: (fields: object, message: string) => void;
  readonly error: (fields: object, message: string) => void;
};

/** Where adapters report what is measured; `src/admin` counts it for Prometheus. */
export type Meter = {
  readonly commandAsked: (command: string, way: 'slash' | 'mention' | 'button' | 'terminal') => void;
  readonly commandRefused: (command: string, code: string) => void;
  readonly acknowledged: (seconds: number, kind: string) => void;
  readonly jobDone: (queue: string, outcome: 'succeeded' | 'failed', seconds: number) => void;
  readonly delivered: (way: 'post' | 'update' | 'ephemeral', outcome: 'ok' | 'retry' | 'repaired' | 'failed') => void;
  readonly socketConnections: (open: number) => void;
  readonly webhookPosted: (outcome: 'ok' | 'again' | 'refused') => void;
  readonly surveyed: (
    cluster: string,
    seconds: number,
    members: { readonly healthy: number; readonly voters: number },
    leader: boolean,
  ) => void;
};
