import type { Beside } from './beside.ts';
import type { Snapshot, Survey } from './cluster.ts';
import type { Facts, ReportBaseline } from './facts/index.ts';
import type { Sample } from './history/sample.ts';
import type { MessageKey } from './message.ts';
import type { Plan } from './plan.ts';
import type { Policy } from './policy.ts';
import type { Refusal } from './refusal.ts';
import type { Actor, Request } from './request.ts';
import type { Scan } from './scans.ts';
import type { Environment } from './settings.ts';

export type ArgumentSpec = {
  readonly name: string;
  readonly required: boolean;
  /** `words` takes all that is left; `command` also its options, but for the cluster: they belong to the command that is named. */
  readonly kind: 'text' | 'words' | 'command';
  /** What a modal offers where the argument is missing; absent: a text to type. */
  readonly choices?: ChoiceKind;
};

/** What can be chosen from a live cluster or the store. */
export type ChoiceKind = 'member' | 'learner' | 'user' | 'role' | 'operation';

export type OptionSpec = {
  readonly name: string;
  readonly kind: 'flag' | 'text' | 'count';
  readonly summary: MessageKey;
};

/** What somebody must be allowed to: see names and sizes, or see the values of keys. */
export type Permission = 'read' | 'values';

export type Described = {
  /** The words typed: `['member', 'list']`. */
  readonly words: readonly string[];
  readonly aliases: readonly (readonly string[])[];
  readonly summary: MessageKey;
  readonly args: readonly ArgumentSpec[];
  readonly options: readonly OptionSpec[];
  /** Lines for `--help`, without `/etcd`. */
  readonly examples: readonly string[];
};

/** A read of one cluster: a worker surveys what `needs` names, `view` judges. Pure, both. */
export type ReadCommand = Described & {
  readonly kind: 'read';
  readonly permission: (request: Request) => Permission;
  readonly needs: (request: Request) => Survey | Refusal;
  readonly view: (request: Request, snapshot: Snapshot, memory: Memory) => Facts | Refusal;
  /** How far back it wants to know what the cluster was like, milliseconds, as `Memory.history`; absent: not at all. */
  readonly recalls?: (request: Request) => number;
  /** Whether it wants `Memory.beside`. */
  readonly gathers?: true;
  /** What it wants to know of settings and store, as `Memory.policy`; absent: nothing. */
  readonly consults?: (request: Request) => Consultation;
};

/** `operation`: an id to be loaded. `change`: what guards look at beside the cluster. */
export type Consultation = { readonly operation: string | null; readonly change: boolean };

/** What the store remembers for a read: the state told by the last report of this channel and cluster, if any. */
export type Memory = {
  readonly lastReport: ReportBaseline | null;
  readonly policy?: Policy;
  /** Absent where it was not wanted, or cannot be known. */
  readonly beside?: Beside;
  /** Oldest first. */
  readonly history?: readonly Sample[];
  /** What the count of the same keys before this one told; absent where there was none. */
  readonly scan?: Scan;
  /** Who ended the count of keys before its time; absent where nobody did. */
  readonly endedBy?: string;
};

/** Answered from what the bot knows itself, without a worker: works when everything else is down. */
export type LocalCommand = Described & {
  readonly kind: 'local';
  /** Whether anybody of the workspace may ask, also without the right to read: `help` and `whoami`. */
  readonly open: boolean;
  readonly answer: (request: Request, world: World) => Facts | Refusal;
};

/** A change: a worker surveys, `plan` decides; nothing is done before guards and people have agreed. Pure. */
export type ChangeCommand = Described & {
  readonly kind: 'change';
  readonly needs: (request: Request) => Survey | Refusal;
  readonly plan: (request: Request, snapshot: Snapshot) => Plan | Refusal;
};

/** `either`: operators and approvers. */
export type DeskRight = 'read' | 'operate' | 'approve' | 'either';

/** Acts on operations, freezes or the audit log in the store, not on a cluster; answered by the bot. */
export type DeskCommand = Described & {
  readonly kind: 'desk';
  readonly right: DeskRight;
  /** What this very request takes, where that is not `right`; null where it is. */
  readonly rightFor?: (request: Request) => DeskRight | null;
};

export type Command = ReadCommand | LocalCommand | ChangeCommand | DeskCommand;

export type World = {
  readonly commands: readonly Command[];
  readonly clusters: readonly {
    readonly name: string;
    readonly environment: Environment;
    readonly endpoints: readonly string[];
    readonly defaultHere: boolean;
  }[];
  readonly actor: Actor;
  readonly rights: {
    readonly read: boolean;
    readonly values: boolean;
    readonly operate: boolean;
    readonly approve: boolean;
  };
};
