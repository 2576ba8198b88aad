import { groupsOf } from '../core/authorize.ts';
import type { Operation } from '../core/operation.ts';
import type { Directory, Log, Operations, Standing } from '../core/ports.ts';
import type { AccessSettings } from '../core/settings.ts';

/** Where the bot tells workers what Slack says of people: they cannot ask Slack themselves. */
export type Noticeboard = {
  readonly publishPerson: (standing: Standing) => Promise<void>;
  readonly publishGroup: (group: string, members: readonly string[], asOf: number) => Promise<void>;
};

/** A directory whose fresh answers are published. That the store is away is no reason not to know somebody. */
export function publishing(directory: Directory, board: Noticeboard, log: Log): Directory {
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
      const told = await directory.groupMembers(group);
      if (told) put(board.publishGroup(group, told.members, told.asOf));
      return told;
    },
  };
}

export type People = {
  /** One that publishes. */
  readonly directory: Directory;
  readonly access: AccessSettings;
  /** The bot's own workspace, to which everybody belongs who may do something; null until Slack has told. */
  readonly team: () => string | null;
};

/**
 * Asks for everybody an operation rests on, so that workers, who authorise them again before they act, know of them as of now.
 * Never rejects: what is not known is published by nobody, and counts as no.
 */
export async function publishPeople({ requester, votes }: Operation, people: People): Promise<void> {
  await askFor([requester.user, ...votes.map(({ user }) => user)], people);
}

async function askFor(users: readonly string[], { directory, access, team }: People): Promise<void> {
  const ours = team();
  if (ours === null) return;
  await Promise.allSettled([
    ...[...new Set(users)].map(user => directory.standing(user, ours)),
    ...groupsOf(access).map(group => directory.groupMembers(group)),
  ]);
}

/** As many operations as can wait to run or run. */
const MOST = 200;
/** As many approvers as Slack is asked about ahead of time; users.info takes 100 calls a minute. */
const MOST_APPROVERS = 50;

/**
 * The same for all operations that may be about to act, and always for those who may approve: a worker names them on the card it
 * posts, and at a terminal nobody asks Slack. Never rejects.
 */
export async function publishForWork(operations: Operations, people: People, log: Log): Promise<void> {
  try {
    const open = await operations.list({ cluster: null, open: true, limit: MOST });
    const acting = open.flatMap(({ requester, votes }) => [requester.user, ...votes.map(({ user }) => user)]);
    await askFor([...acting, ...(await approversIn(people))], people);
  } catch (error) {
    log.debug({ error }, 'could not publish what Slack says of people for work that waits');
  }
}

async function approversIn({ directory, access }: People): Promise<readonly string[]> {
  const { users, groups } = access.approvers;
  const members = await Promise.all(groups.map(group => directory.groupMembers(group)));
  return [...new Set([...users, ...members.flatMap(found => found?.members ?? [])])].slice(0, MOST_APPROVERS);
}
