import type { Directory, Log, Standing } from '../core/ports.ts';

/** Where the bot tells workers what Slack says of people: they cannot ask Slack themselves. */
export type Noticeboard = {
  readonly publishPerson: (standing: Standing) => Promise<void>;
  readonly publishGroup: (group: string, members: readonly string[], asOf: number) => Promise<void>;
};

/** A directory whose fresh answers are published. That the store is away is no reason not to know somebody. */
export function publishing(directory: Directory, board: Noticeboard, clock: () => number, log: Log): Directory {
  const put = (work: Promise<void>): void => {
    work.catch((error: Error) => log.debug({ error: error.message }, 'could not publish what Slack says of people'));
  };
  return {
    standing: async (user, team) => {
      const standing = await directory.standing(user, team);
      put(board.publishPerson(standing));
      return standing;
    },
    groupMembers: async group => {
      const members = await directory.groupMembers(group);
      if (members) put(board.publishGroup(group, members, clock()));
      return members;
    },
  };
}
