import type { Actor, Request } from './request.ts';

/** A count of keys that runs. `by`: who asked, as `askerKey` says it. `until`: then it is over in any case, milliseconds since the epoch. */
export type RunningCount = {
  readonly id: string;
  readonly cluster: string;
  readonly under: string;
  readonly by: string;
  readonly until: number;
};

/** Who ended a count before its time, and when. */
export type CountEnd = { readonly name: string; readonly at: number };

/** The counts that run, known to bots, workers and terminals. */
export type Counts = {
  readonly begin: (count: RunningCount) => Promise<void>;
  readonly over: (id: string) => Promise<void>;
  readonly running: () => Promise<readonly RunningCount[]>;
  /** Asks whoever counts to stop; also whoever takes such a count up after its worker was lost. */
  readonly end: (ids: readonly string[], end: CountEnd) => Promise<void>;
  readonly endOf: (id: string) => Promise<CountEnd | null>;
};

const PREFIX = 'scan-';

export const countIdOf = ({ id }: Pick<Request, 'id'>): string => `${PREFIX}${id}`;
export const isCountId = (id: string): boolean => id.startsWith(PREFIX);

/** The same for the same person by the same way in. */
export function askerKey(actor: Actor): string {
  if (actor.kind === 'slack') return actor.user;
  return actor.kind === 'terminal' ? `login ${actor.login}` : `schedule ${actor.name}`;
}
