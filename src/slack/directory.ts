import type { UsersInfoResponse, WebClient } from '@slack/web-api';
import type { Clock, Directory, GroupMembers, Log, Standing } from '../core/ports.ts';
import { outcomeOf, platformCode } from './errors.ts';
import { freshValues } from './fresh.ts';
import type { Self } from './incoming.ts';
import { messageOf } from './listen.ts';

/** How old an answer of Slack may be, milliseconds. Older, and Slack silent, means nobody knows. */
const STANDING_AGE_MS = 5 * 60_000;
const MEMBERS_AGE_MS = 5 * 60_000;
/** usergroups.users.list allows 20 calls a minute: a "no" is believed for a while. */
const NO_MEMBERS_AGE_MS = 30_000;

const SLACKBOT = 'USLACKBOT';

export type DirectoryParts = {
  readonly client: WebClient;
  readonly self: () => Self | null;
  readonly clock: Clock;
  readonly log: Log;
};

/** People and groups as Slack says. */
export function openDirectory({ client, self, clock, log }: DirectoryParts): Directory {
  const standings = freshValues(user => readStanding(client, user, self(), clock), STANDING_AGE_MS, clock);
  const members = freshValues(group => readMembers(client, group, clock), MEMBERS_AGE_MS, clock);
  const refusals = new Map<string, number>();
  return {
    standing: async (user, team) => {
      const ours = self()?.team;
      if (ours !== undefined && team !== ours) return { user, team, name: user, kind: 'foreign', asOf: clock() };
      return standings(user);
    },
    groupMembers: async group => {
      const refusedAt = refusals.get(group);
      if (refusedAt !== undefined && clock() - refusedAt < NO_MEMBERS_AGE_MS) return null;
      try {
        const found = await members(group);
        refusals.delete(group);
        return found;
      } catch (error) {
        if (outcomeOf(error).outcome === 'refused') refusals.set(group, clock());
        log.warn(
          { group, error: messageOf(error) },
          'Slack does not tell who is in a user group: its members may do nothing',
        );
        return null;
      }
    },
  };
}

async function readMembers(client: WebClient, group: string, clock: Clock): Promise<GroupMembers> {
  const asOf = clock();
  const answer = await client.usergroups.users.list({ usergroup: group });
  if (!answer.users) throw new Error('usergroups.users.list named nobody');
  return { members: answer.users, asOf };
}

/** @throws the client's errors when Slack cannot tell. */
async function readStanding(client: WebClient, user: string, self: Self | null, clock: Clock): Promise<Standing> {
  const asOf = clock();
  try {
    const { user: found } = await client.users.info({ user });
    if (!found) throw new Error('users.info described nobody');
    const name = found.profile?.display_name || found.real_name || found.name || user;
    return { user, team: found.team_id ?? '', name, kind: kindOf(user, found, self), asOf };
  } catch (error) {
    const code = platformCode(error);
    if (code !== 'user_not_found' && code !== 'user_not_visible' && code !== 'users_not_found') throw error;
    return { user, team: '', name: user, kind: 'unknown', asOf };
  }
}

/** The worst that is true. A person whose workspace Slack does not name is not taken for one of ours. */
function kindOf(user: string, found: NonNullable<UsersInfoResponse['user']>, self: Self | null): Standing['kind'] {
  if (found.deleted) return 'deactivated';
  if (found.is_bot || user === SLACKBOT) return 'bot';
  if (found.is_stranger || (self !== null && found.team_id !== self.team)) return 'foreign';
  return found.is_restricted || found.is_ultra_restricted ? 'guest' : 'member';
}
