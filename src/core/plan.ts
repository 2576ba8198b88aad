import { createHash } from 'node:crypto';
import type { AuthChange } from './auth.ts';
import type { AlarmKind, MemberId } from './cluster.ts';
import type { Text } from './message.ts';
import type { PlaybookProof, PlaybookRun } from './playbook.ts';
import type { Target } from './target.ts';

export type { Target };

/** The alphabet of changes: small, one runner each, every effect can be read back. */
export type Step =
  /** Every voter healthy, one leader agreed, no alarm but those the plan is about. */
  | { readonly kind: 'await-health'; readonly despite: readonly AlarmKind[]; readonly without: readonly MemberId[] }
  | { readonly kind: 'move-leader'; readonly from: Target; readonly to: Target }
  | { readonly kind: 'add-learner'; readonly member: Target }
  | { readonly kind: 'await-in-sync'; readonly member: Target }
  | { readonly kind: 'promote'; readonly member: Target }
  | { readonly kind: 'remove-member'; readonly member: Target }
  | { readonly kind: 'update-member'; readonly member: Target; readonly peerUrl: string }
  | { readonly kind: 'compact'; readonly revision: number; readonly physical: boolean }
  | { readonly kind: 'defragment'; readonly member: Target; readonly endpoint: string }
  | { readonly kind: 'disarm-alarm'; readonly member: Target; readonly alarm: 'NOSPACE' | 'CORRUPT' }
  /** Users, roles, permissions, or whether logins are asked for at all. */
  | { readonly kind: 'auth'; readonly auth: AuthChange }
  /** Maintenance mode of Patroni: nobody fails over by themselves. `until`: from when on people are asked whether it is forgotten, ms; null: never. */
  | { readonly kind: 'pause-postgres'; readonly postgres: string; readonly until: number | null }
  | { readonly kind: 'resume-postgres'; readonly postgres: string }
  /** One run of Ansible, at most `withinMs` long. It is done when etcd shows `proof`. */
  | {
      readonly kind: 'run-playbook';
      readonly run: PlaybookRun;
      readonly proof: PlaybookProof;
      readonly withinMs: number;
    }
  /** Somebody takes this address out of Pigsty's inventory: what is written from it must not bring it back. */
  | { readonly kind: 'await-inventory'; readonly file: string; readonly address: string }
  /** Somebody writes the password that etcd takes of root into Pigsty's inventory: `file`. */
  | { readonly kind: 'await-root-password'; readonly file: string }
  /**
   * Somebody types these lines on the host of this one member, which restart it. Done when its process is another one, serves, and has this
   * quota, bytes, where etcd tells it: the settings were read.
   */
  | {
      readonly kind: 'await-restart';
      readonly member: Target;
      readonly address: string;
      readonly lines: readonly string[];
      readonly quota: number;
    }
  | { readonly kind: 'verify'; readonly expect: Expectation };

export type StepKind = Step['kind'];

const watching: ReadonlySet<StepKind> = new Set([
  'await-health',
  'await-in-sync',
  'await-inventory',
  'await-restart',
  'await-root-password',
  'verify',
]);

/** The bot does nothing in it: it can be left at any moment, and begun again. */
export const onlyWatches = ({ kind }: Step): boolean => watching.has(kind);

/** Something is done by it, by the bot or by whom it waits for. */
export const hasEffect = (step: Step): boolean => step.kind === 'await-restart' || !onlyWatches(step);

/** It has effects, and none on etcd itself: it pauses or resumes PostgreSQL clusters. */
export function isAboutPostgres({ steps }: Pick<Plan, 'steps'>): boolean {
  const effects = steps.filter(hasEffect);
  return effects.length > 0 && effects.every(({ kind }) => kind === 'pause-postgres' || kind === 'resume-postgres');
}

/** All that is left to be done gives PostgreSQL its failover back: nothing is made less safe by it, and waiting would. */
export function onlyResumes(steps: readonly Step[]): boolean {
  const effects = steps.filter(hasEffect);
  return effects.length > 0 && effects.every(({ kind }) => kind === 'resume-postgres');
}

/** What must be true of the cluster when all is done. */
export type Expectation =
  | { readonly kind: 'healthy' }
  | { readonly kind: 'voters'; readonly members: readonly Target[]; readonly absent: readonly Target[] }
  | { readonly kind: 'leader'; readonly member: Target }
  | { readonly kind: 'same-hash' }
  | { readonly kind: 'writable' };

/** The state of the cluster that approvers judged by. Any difference at execution makes the plan stale. */
export type Reliance = {
  readonly clusterId: string;
  readonly members: readonly {
    readonly id: MemberId;
    readonly name: string;
    readonly peerUrls: readonly string[];
    readonly learner: boolean;
    readonly healthy: boolean;
    readonly version: string | null;
  }[];
  readonly leader: MemberId | null;
  readonly alarms: readonly string[];
  /** Only where a step changes logins. */
  readonly auth?: AuthReliance;
  /** Only where a step pauses or resumes PostgreSQL clusters: those. */
  readonly postgres?: readonly PostgresReliance[];
};

/** `operation`: the one that has paused it; null where the bot has not. */
export type PostgresReliance = {
  readonly name: string;
  readonly paused: boolean;
  readonly operation: string | null;
};

/** Null where a user or role does not exist. Permissions as canonical text. */
export type AuthReliance = {
  readonly enabled: boolean;
  readonly login: string | null;
  readonly users: readonly { readonly name: string; readonly roles: readonly string[] | null }[];
  readonly roles: readonly { readonly name: string; readonly permissions: readonly string[] | null }[];
};

export type Plan = {
  readonly version: 1;
  readonly cluster: string;
  /** The command's words: `member remove`. */
  readonly command: string;
  /** The whole command as a new plan takes it, without cluster and `--dry-run`: `member remove etcd-3`. */
  readonly line: string;
  readonly steps: readonly Step[];
  readonly relies: Reliance;
  /** What approvers have to know beside the steps: what was chosen and why, what is left out. */
  readonly notes: readonly Text[];
  /** The PostgreSQL clusters that keep their state in this etcd; null when that could not be read. */
  readonly postgres: readonly string[] | null;
};

/** SHA-256 over the canonical content, hex. Approving it approves exactly these steps on exactly this state. */
export function planHash(plan: Plan): string {
  return createHash('sha256').update(canonical(plan)).digest('hex');
}

/** JSON with sorted keys: equal values have equal text, however they were built. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
    const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${sorted.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/** What Slack buttons carry: the operation and the first 12 hex digits of the plan's hash. */
export const shortHash = (hash: string): string => hash.slice(0, 12);
