import type { BegunIn } from './crowd.ts';
import type { Begun, Watched } from './incident.ts';

/** What is remembered of watched clusters. `*` stands for all of them together. */
export type Watches = {
  /** One that was never surveyed reads `unwatched`. Rejects when it cannot be read: nobody may take an incident for none. */
  readonly load: (cluster: string) => Promise<Watched>;
  /** Writes what follows the revision before it; false when somebody else was faster, and nothing was written. */
  readonly save: (cluster: string, watched: Watched) => Promise<boolean>;
  /** What has begun in a cluster and is not told yet, and whether nobody answers there; instead of what was said of it before. */
  readonly tellBegun: (cluster: string, begun: readonly Begun[]) => Promise<void>;
  /** What has begun in all clusters. */
  readonly begun: () => Promise<readonly BegunIn[]>;
};
