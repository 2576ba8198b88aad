import type { Asker } from './authorize.ts';
import type { Surroundings } from './guard.ts';
import type { Operation } from './operation.ts';
import type { Environment, Settings } from './settings.ts';

/** What settings and store say, beside the cluster, of something that somebody could ask for. Gathered by a worker. */
export type Policy = {
  readonly asker: Asker;
  readonly environment: Environment;
  readonly approvals: Settings['approvals'];
  readonly around: Surroundings;
  /** The operation that was named, as the store has it now; null when none was named, or none is there. */
  readonly operation: Operation | null;
  /** Names of people by Slack user id, for reading; who is missing is told by the id. */
  readonly names: ReadonlyMap<string, string>;
};
