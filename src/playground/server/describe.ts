import type { Call as LoggedCall } from '../slack/call-log.ts';
import { type Fields, fieldsOf, listOf, textOf } from '../slack/fields.ts';
import { filePayload } from '../slack/file-payload.ts';
import { isMember, type SlackMessage, type SlackUser, type Workspace } from '../slack/workspace.ts';
import type { Attached, Call, Channel, Message, Person, World } from './wire.ts';

export function describeWorld(workspace: Workspace, version: string): World {
  const { app, team } = workspace;
  const bot = workspace.users.get(app.botUserId);
  return {
    version,
    team: team.name,
    bot: { id: app.botUserId, name: bot?.name ?? 'etcd', command: app.command },
    people: [...[...workspace.users.values()].map(describePerson), slackbot],
    groups: [...workspace.groups.values()].map(({ id, handle }) => ({ id, handle })),
  };
}

/** Slack's own voice, which refuses commands and tells of timeouts. */
const slackbot: Person = {
  id: 'USLACKBOT',
  name: 'slackbot',
  realName: 'Slackbot (stand-in)',
  isBot: true,
  standing: null,
};

function describePerson(user: SlackUser): Person {
  const standing = user.deleted
    ? 'deactivated'
    : user.isStranger
      ? 'other workspace'
      : user.isRestricted || user.isUltraRestricted
        ? 'guest'
        : null;
  return { id: user.id, name: user.name, realName: user.realName, isBot: user.isBot === true, standing };
}

/** The channels a person may enter. */
export function describeChannels(workspace: Workspace, user: string): readonly Channel[] {
  const entered = [...workspace.channels.values()].filter(channel =>
    channel.directWith === undefined ? isMember(channel, user) : channel.directWith === user,
  );
  return entered.map(channel => ({
    id: channel.id,
    name:
      channel.directWith === undefined ? channel.name : (workspace.users.get(workspace.app.botUserId)?.name ?? 'etcd'),
    topic: channel.topic ?? '',
    isPrivate: channel.isPrivate === true,
    isDirect: channel.directWith !== undefined,
    hasBot: isMember(channel, workspace.app.botUserId),
  }));
}

export function describeMessage(workspace: Workspace, message: SlackMessage, tookMs: number | null): Message {
  return {
    channel: message.channel,
    ts: message.ts,
    user: message.user,
    isApp: message.botId !== undefined,
    text: message.text,
    blocks: message.blocks,
    threadTs: message.threadTs ?? null,
    broadcast: message.broadcast === true,
    isEdited: message.editedTs !== undefined,
    isEphemeral: message.ephemeralTo !== undefined,
    isGone: message.subtype === 'tombstone',
    metadata: fieldsOf(message.metadata?.event_payload),
    files: message.files.map(id => describeFile(workspace, id)),
    reactions: message.reactions,
    tookMs,
  };
}

function describeFile(workspace: Workspace, id: string): Attached {
  const file = filePayload(workspace, id);
  return {
    id,
    name: textOf(file.name),
    title: textOf(file.title) || textOf(file.name),
    size: Number(file.size ?? 0),
    alt: textOf(file.alt_txt),
    url: textOf(file.url_private),
    isImage: textOf(file.mimetype).startsWith('image/'),
  };
}

export function describeCall(call: LoggedCall): Call {
  const answer = fieldsOf(call.answer);
  const isRefused = call.status !== undefined && (call.status < 200 || call.status >= 300 || answer.ok === false);
  const problem = textOf(answer.error) || (call.fault ?? '');
  return {
    id: call.seq,
    at: call.at,
    way: call.direction === 'to app' ? 'to-app' : 'to-slack',
    title: call.name,
    detail: [isRefused ? problem || `status ${call.status}` : '', summaryOf(fieldsOf(call.request))]
      .filter(Boolean)
      .join(' · '),
    ok: !isRefused,
    tookMs: call.took ?? null,
  };
}

const SUMMARY = 80;

/** The one thing about a request that tells it from others of its kind. */
function summaryOf(request: Fields): string {
  const [action] = listOf(request.actions).map(fieldsOf);
  const event = fieldsOf(request.event);
  const text = request.command
    ? `${textOf(request.command)} ${textOf(request.text)}`
    : action
      ? `${textOf(action.action_id)} ${textOf(action.value)}`
      : textOf(event.type) || textOf(request.text) || textOf(fieldsOf(request.view).callback_id);
  return text.length > SUMMARY ? `${text.slice(0, SUMMARY)}…` : text;
}
