import type { AppMentionEvent, SlackEvent } from '@slack/types';
import type { Courier } from './courier.ts';
import type { Delivery } from './envelope.ts';
import { addMessage, findMessage } from './messages.ts';
import type { Desk } from './method.ts';
import { eventPayload } from './payloads.ts';
import { SlackError } from './slack-error.ts';
import { escapeMessage } from './typed-text.ts';
import { isMember, type SlackChannel, type SlackMessage, type SlackUser } from './workspace.ts';

/** What became of typed text. `refused`: Slack itself said no, and the person reads why. */
export type Said =
  | { readonly kind: 'command'; readonly delivery: Delivery }
  | { readonly kind: 'message'; readonly ts: string; readonly delivery: Promise<Delivery> | undefined }
  | { readonly kind: 'refused'; readonly reason: string };

/** A person posts a message; a mention of the bot where it is a member becomes an app_mention event. */
export function postAs(
  desk: Desk,
  courier: Courier,
  user: SlackUser,
  channel: SlackChannel,
  typed: string,
  thread: string | undefined,
): Said {
  const { office } = desk;
  const { botUserId } = office.workspace.app;
  const text = escapeMessage(office.workspace, typed);
  const parent = thread === undefined ? undefined : findMessage(office.workspace, channel.id, thread);
  if (thread !== undefined && !parent) throw new SlackError('thread_not_found');
  const root = parent?.threadTs ?? parent?.ts;
  const draft = { channel: channel.id, user: user.id, text, blocks: [], ...(root ? { threadTs: root } : {}) };
  const message = addMessage(office, draft);
  const mentioned = text.includes(`<@${botUserId}>`) && isMember(channel, botUserId);
  const delivery = mentioned ? courier.deliverEvent(envelopeOf(desk, mention(desk, user, message))) : undefined;
  return { kind: 'message', ts: message.ts, delivery };
}

const envelopeOf = (desk: Desk, event: SlackEvent) =>
  ({ type: 'events_api', payload: eventPayload(desk.office, event) }) as const;

const mention = ({ office }: Desk, user: SlackUser, message: SlackMessage): AppMentionEvent => ({
  type: 'app_mention',
  user: user.id,
  text: message.text,
  ts: message.ts,
  event_ts: message.ts,
  channel: message.channel,
  team: office.workspace.team.id,
  user_team: user.teamId ?? office.workspace.team.id,
  client_msg_id: office.newSecret(),
  ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
});

/** A person opens the app's Home tab. */
export function openHomeAs(desk: Desk, courier: Courier, user: SlackUser): Promise<Delivery> {
  const channel = desk.office.workspace.directs.get(user.id) ?? '';
  const ts = (desk.office.now() / 1_000).toFixed(6);
  const event: SlackEvent = { type: 'app_home_opened', user: user.id, channel, tab: 'home', event_ts: ts };
  return courier.deliverEvent(envelopeOf(desk, event));
}
