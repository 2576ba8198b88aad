import type {
  BasicElementAction,
  BlockAction,
  EnvelopedEvent,
  SlashCommand,
  ViewClosedAction,
  ViewSubmitAction,
} from '@slack/bolt';
import type { SlackEvent } from '@slack/types';
import { messagePayload } from './message-payload.ts';
import type { Office } from './office.ts';
import { type ViewValues, viewOutput } from './views.ts';
import type { SlackChannel, SlackMessage, SlackUser, SlackView } from './workspace.ts';

/** The deprecated verification token, which apps must not rely on. */
const token = 'playground-verification-token';

const team = ({ workspace }: Office) => ({ id: workspace.team.id, domain: workspace.team.domain });

const person = ({ workspace }: Office, user: SlackUser) => ({
  id: user.id,
  username: user.name,
  name: user.name,
  team_id: user.teamId ?? workspace.team.id,
});

/** Slack hides the names of private channels and direct conversations from commands. */
const nameOf = (channel: SlackChannel): string =>
  channel.directWith !== undefined ? 'directmessage' : channel.isPrivate ? 'privategroup' : channel.name;

export interface Handles {
  readonly responseUrl: string;
  readonly triggerId: string;
}

export function slashPayload(
  office: Office,
  user: SlackUser,
  channel: SlackChannel,
  text: string,
  handles: Handles,
): SlashCommand {
  const { workspace } = office;
  return {
    token,
    team_id: user.teamId ?? workspace.team.id,
    team_domain: workspace.team.domain,
    channel_id: channel.id,
    channel_name: nameOf(channel),
    user_id: user.id,
    user_name: user.name,
    command: workspace.app.command,
    text,
    api_app_id: workspace.app.id,
    is_enterprise_install: 'false',
    response_url: handles.responseUrl,
    trigger_id: handles.triggerId,
  };
}

export function clickPayload(
  office: Office,
  user: SlackUser,
  channel: SlackChannel,
  message: SlackMessage,
  action: BasicElementAction,
  handles: Handles,
): BlockAction<BasicElementAction> {
  const ephemeral = message.ephemeralTo !== undefined;
  return {
    type: 'block_actions',
    user: person(office, user),
    api_app_id: office.workspace.app.id,
    token,
    team: team(office),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: ephemeral,
      ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    },
    channel: { id: channel.id, name: nameOf(channel) },
    message: { type: 'message', ts: message.ts, ...messagePayload(office.workspace, message, true) },
    state: { values: {} },
    response_url: handles.responseUrl,
    trigger_id: handles.triggerId,
    actions: [action],
    is_enterprise_install: false,
  };
}

export function viewClickPayload(
  office: Office,
  user: SlackUser,
  view: SlackView,
  values: ViewValues,
  action: BasicElementAction,
  triggerId: string,
): BlockAction<BasicElementAction> {
  const output = viewOutput(office, view, values);
  return {
    type: 'block_actions',
    user: person(office, user),
    api_app_id: office.workspace.app.id,
    token,
    team: team(office),
    container: { type: 'view', view_id: view.id },
    view: output,
    state: output.state,
    response_url: '',
    trigger_id: triggerId,
    actions: [action],
    is_enterprise_install: false,
  };
}

export const submissionPayload = (
  office: Office,
  user: SlackUser,
  view: SlackView,
  values: ViewValues,
  triggerId: string,
): ViewSubmitAction => ({
  type: 'view_submission',
  team: team(office),
  user: person(office, user),
  api_app_id: office.workspace.app.id,
  token,
  trigger_id: triggerId,
  view: viewOutput(office, view, values),
  response_urls: [],
  is_enterprise_install: false,
});

export const closedPayload = (
  office: Office,
  user: SlackUser,
  view: SlackView,
  isCleared: boolean,
): ViewClosedAction => ({
  type: 'view_closed',
  team: team(office),
  user: person(office, user),
  api_app_id: office.workspace.app.id,
  token,
  view: viewOutput(office, view),
  is_cleared: isCleared,
  is_enterprise_install: false,
});

export const eventPayload = (office: Office, event: SlackEvent): EnvelopedEvent<SlackEvent> => ({
  token,
  team_id: office.workspace.team.id,
  api_app_id: office.workspace.app.id,
  event,
  type: 'event_callback',
  event_id: office.newId('Ev'),
  event_time: Math.floor(office.now() / 1_000),
  authorizations: [
    {
      enterprise_id: null,
      team_id: office.workspace.team.id,
      user_id: office.workspace.app.botUserId,
      is_bot: true,
      is_enterprise_install: false,
    },
  ],
});
