import type { PostgresCluster } from './cluster.ts';
import { leaderOf, readableMembers } from './look.ts';
import { timingOf } from './timing.ts';

/** One PostgreSQL cluster that the bot has paused. Times are milliseconds since the epoch. */
export type PauseRecord = {
  readonly postgres: string;
  readonly operation: string;
  /** Who answers for it: the requester. */
  readonly by: { readonly user: string; readonly name: string };
  readonly at: number;
  /** From when on it counts as forgotten; null: never. */
  readonly until: number | null;
  /** What is to be restored: one that was paused before by somebody else stays so. */
  readonly before: 'running' | 'paused';
  readonly nags: number;
  readonly naggedAt: number | null;
};

/** A pause that the bot has not made, and since when it is known of. */
export type StrangePause = { readonly postgres: string; readonly since: number };

/** What is remembered of the pauses of one etcd. */
export type PauseMemory = {
  readonly ours: readonly PauseRecord[];
  readonly others: readonly StrangePause[];
};

/** Pauses as the store keeps them, by etcd cluster. */
export type Pauses = {
  readonly of: (cluster: string) => Promise<PauseMemory>;
  readonly keep: (cluster: string, record: PauseRecord) => Promise<void>;
  /** Puts another record, or none, in the place of exactly this one. False when another one is there by now. */
  readonly replace: (cluster: string, record: PauseRecord, by: PauseRecord | null) => Promise<boolean>;
  /** All that others hold paused now: who is new begins now, who is missing is forgotten. */
  readonly see: (cluster: string, postgres: readonly string[], now: number) => Promise<void>;
};

export const NO_PAUSES: PauseMemory = { ours: [], others: [] };

/** Whether its configuration says so; null where that cannot be read. */
export const isPaused = ({ config }: Pick<PostgresCluster, 'config'>): boolean | null =>
  config.state === 'read' ? config.value.pause : null;

/** The pause that the bot has to take back: none where somebody else had paused before. */
export const ownPause = ({ ours }: PauseMemory, postgres: string): PauseRecord | null =>
  ours.find(record => record.postgres === postgres && record.before === 'running') ?? null;

/** Who has to see a change of the pause, and who has not. One whose key cannot be read has not. */
export function acknowledged(
  cluster: PostgresCluster,
  pause: boolean,
): { readonly seen: number; readonly of: number; readonly missing: readonly string[] } {
  const { memberNames } = cluster;
  const done = readableMembers(cluster).filter(({ paused }) => paused === pause);
  const missing = memberNames.filter(name => done.every(member => member.name !== name));
  return { seen: memberNames.length - missing.length, of: memberNames.length, missing };
}

const SLACK_SECONDS = 5;

/**
 * Within which every member writes down that it has seen a change, milliseconds. Members look once in `loop_wait`: the loop that runs while it
 * changes ends with such a wait, and the next one may need `retry_timeout` to write (patroni/ha.py, run_cycle; `patronictl pause --wait`
 * waits one loop and a second, and warns).
 */
export function acknowledgeWithin({ config }: Pick<PostgresCluster, 'config'>): number {
  const unset = { ttl: null, loopWait: null, retryTimeout: null };
  const { loopWait, retryTimeout } = timingOf(config.state === 'read' ? config.value : unset);
  return (2 * loopWait + retryTimeout + SLACK_SECONDS) * 1_000;
}

/** REST addresses, the leader's first: as patronictl asks (patroni/ctl.py, toggle_pause). */
export function restAddresses(cluster: PostgresCluster): readonly string[] {
  const leader = leaderOf(cluster);
  const members = readableMembers(cluster).toSorted((a, b) => Number(b.name === leader) - Number(a.name === leader));
  return members.flatMap(({ apiUrl }) => (apiUrl === null ? [] : [apiUrl]));
}

/** How long a pause of others may last before it is told, and how often a forgotten one is, milliseconds. */
export const STRANGE_PAUSE_MS = 6 * 60 * 60_000;
export const PAUSE_NAG_MS = 60 * 60_000;

export const isOverdue = ({ until, before }: PauseRecord, now: number): boolean =>
  before === 'running' && until !== null && now >= until;

/** Whether people are asked now, for the first time or again. */
export const isNagDue = (record: PauseRecord, now: number): boolean =>
  isOverdue(record, now) && now - (record.naggedAt ?? Number.NEGATIVE_INFINITY) >= PAUSE_NAG_MS;
