import type { Watched } from './incident.ts';

/** What is remembered of watched clusters. `*` stands for all of them together. */
export type Watches = {
  /** One that was never surveyed reads `unwatched`. Rejects when it cannot be read: nobody may take an incident for none. */
  readonly load: (cluster: string) => Promise<Watched>;
  /** Writes what follows the revision before it; false when somebody else was faster, and nothing was written. */
  readonly save: (cluster: string, watched: Watched) => Promise<boolean>;
  /** Whether no endpoint of the cluster answers. */
  readonly tellBlind: (cluster: string, blind: boolean) => Promise<void>;
  /** The clusters of which no endpoint answers. */
  readonly blindOnes: () => Promise<readonly string[]>;
};
