import type { Workspace } from './workspace.ts';

/** What changed, for a page that mirrors the workspace. */
export interface Change {
  readonly kind: 'message' | 'deleted' | 'view' | 'home' | 'file' | 'call' | 'connections';
  readonly channel?: string;
  readonly ts?: string;
  readonly user?: string;
}

/** What every part of the stand-in shares: the state, and the passed-in time, ids and address. */
export interface Office {
  readonly workspace: Workspace;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A fresh id in Slack's form: the prefix and upper-case letters and digits. */
  readonly newId: (prefix: string) => string;
  /** Unguessable. */
  readonly newSecret: () => string;
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly origin: () => string;
  /** Types of blocks that this workspace does not have. */
  readonly refusedBlocks: () => readonly string[];
  /** How long an upload is looked at before a message may show it, milliseconds. */
  readonly fileDelayMs: () => number;
  readonly changed: (change: Change) => void;
}

export interface Parts {
  readonly now: () => number;
  readonly newSecret: () => string;
  readonly origin: () => string;
  readonly refusedBlocks: () => readonly string[];
  readonly fileDelayMs: () => number;
  readonly changed: (change: Change) => void;
}

export function createOffice(workspace: Workspace, parts: Parts): Office {
  let count = 0;
  const newId = (prefix: string): string => {
    count += 1;
    return `${prefix}0${count.toString(36).toUpperCase().padStart(7, '0')}`;
  };
  return { workspace, newId, ...parts };
}
