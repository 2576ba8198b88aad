import type { Text } from './message.ts';
import type { PlaybookRun } from './playbook.ts';

/** Which run it is: the step of an operation. At most one run of Ansible has ever borne it. */
export type PlaybookKey = { readonly operation: string; readonly step: number };

/** How far a run is, as its callbacks tell. */
export type PlaybookProgress = {
  /** Tasks that have ended or are under way, as in a list that counts from 1; 0 before the first. */
  readonly task: number;
  /** As Ansible lists them beforehand; null where it does not say. Included tasks may make it more. */
  readonly tasks: number | null;
  /** The one under way, `etcd : restart etcd`; null before the first. */
  readonly name: string | null;
  /** The hosts that task is still to end on. */
  readonly hosts: readonly string[];
};

/** How a run ended. `failed` has run, or was refused before; only `done` is trusted, and only with a proof. */
export type PlaybookEnd =
  | {
      readonly ended: 'done';
      readonly tasks: number;
      readonly changed: number;
      readonly hosts: readonly string[];
      readonly tookMs: number;
    }
  /** Nothing was begun. */
  | { readonly ended: 'not_begun'; readonly why: Text }
  | { readonly ended: 'failed' | 'cancelled'; readonly why: Text };

/** Why a run is to end early: `cancel` between two tasks, if that comes soon; the others at once. */
export type PlaybookStop = 'cancel' | 'leave';

/** What the folder of a run says of it, after the worker that watched it is gone. */
export type PlaybookTrace =
  | { readonly found: 'nothing' }
  /** Certainly no process of it is left. */
  | { readonly found: 'over'; readonly progress: PlaybookProgress | null; readonly end: PlaybookEnd | null }
  | { readonly found: 'alive'; readonly pid: number }
  | { readonly found: 'elsewhere'; readonly host: string };

/** The log of a run, without what is secret. */
export type PlaybookLog = {
  readonly path: string;
  readonly host: string;
  readonly bytes: number;
  /** The end of it, at most 200 kB. */
  readonly tail: string;
};

/** Runs Ansible for one configured cluster. Never rejects for what Ansible does. */
export type Playbooks = {
  readonly run: (
    run: PlaybookRun,
    watch: {
      readonly key: PlaybookKey;
      readonly withinMs: number;
      readonly tell: (progress: PlaybookProgress) => void;
      /** Resolves when the run is to end early. */
      readonly stop: Promise<PlaybookStop>;
    },
  ) => Promise<PlaybookEnd>;
  readonly traceOf: (key: PlaybookKey) => Promise<PlaybookTrace>;
  /** Null when none is kept here. */
  readonly logOf: (key: PlaybookKey) => Promise<PlaybookLog | null>;
  /** The tags that the playbook has; null when Ansible does not tell. */
  readonly listTags: (playbook: PlaybookRun['playbook']) => Promise<readonly string[] | null>;
  /** The hosts that the run means, from the inventory; null when Ansible does not tell. */
  readonly listHosts: (run: PlaybookRun) => Promise<readonly string[] | null>;
};
