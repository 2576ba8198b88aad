import { channelOf } from './messages.ts';
import type { Desk } from './method.ts';
import { SlackError } from './slack-error.ts';
import { isMember, type SlackChannel, type SlackUser } from './workspace.ts';

/** Throws user_not_found. */
export function personOf({ office }: Desk, id: string): SlackUser {
  const user = office.workspace.users.get(id);
  if (!user) throw new SlackError('user_not_found');
  return user;
}

/** The channel this person acts in. Throws channel_not_found, not_in_channel. */
export function placeOf({ office }: Desk, user: SlackUser, id: string): SlackChannel {
  const channel = channelOf(office.workspace, id);
  if (!isMember(channel, user.id)) throw new SlackError('not_in_channel');
  return channel;
}
