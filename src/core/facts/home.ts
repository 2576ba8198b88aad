import type { Operation } from '../operation.ts';
import type { Environment } from '../settings.ts';

/** What one person finds in the app's own tab. */
export type HomeFacts = {
  readonly kind: 'home';
  readonly name: string;
  readonly now: number;
  /** What waits for an approval that this person could give. */
  readonly pending: readonly Operation[];
  /** What this person asked for, newest first. */
  readonly mine: readonly Operation[];
  readonly clusters: readonly {
    readonly name: string;
    readonly environment: Environment;
    /** Operations that wait or run. */
    readonly open: number;
    readonly frozen: boolean;
    /** How many channels have it for their commands' cluster. */
    readonly channels: number;
  }[];
};
