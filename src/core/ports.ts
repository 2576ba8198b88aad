import type { Announcement } from './announcement.ts';
import type { Snapshot, Survey } from './cluster.ts';
import type { Document } from './document.ts';
import type { ReportBaseline } from './facts/index.ts';
import type { Request } from './request.ts';

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
  readonly post: (announcement: Announcement) => Promise<DeliveryOutcome>;
  readonly update: (announcement: Announcement, ts: string) => Promise<DeliveryOutcome>;
  readonly whisper: (announcement: Announcement) => Promise<DeliveryOutcome>;
  /** The ts of a message with this announcement's id in its metadata, posted after `since` (ms); null when there is none. */
  readonly find: (
    announcement: Announcement,
    since: number,
  ) => Promise<{ readonly ok: true; readonly ts: string | null } | { readonly ok: false }>;
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
  readonly groupMembers: (group: string) => Promise<readonly string[] | null>;
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
  readonly surveyed: (
    cluster: string,
    seconds: number,
    members: { readonly healthy: number; readonly voters: number },
    leader: boolean,
  ) => void;
};
