import type { Fields } from './fields.ts';
import { filePayload } from './file-payload.ts';
import { messagesOf } from './messages.ts';
import type { SlackMessage, Workspace } from './workspace.ts';

/** A message as the Web API and interactive payloads show it. Metadata only when asked for, as Slack's. */
export function messagePayload(workspace: Workspace, message: SlackMessage, withMetadata: boolean): Fields {
  return {
    type: 'message',
    ...(message.subtype ? { subtype: message.subtype } : {}),
    user: message.user,
    ...(message.botId ? { bot_id: message.botId, app_id: workspace.app.id } : {}),
    ts: message.ts,
    text: message.text,
    team: workspace.team.id,
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.editedTs ? { edited: { user: message.user, ts: message.editedTs } } : {}),
    ...(withMetadata && message.metadata ? { metadata: message.metadata } : {}),
    ...(message.files.length > 0 ? { files: message.files.map(id => filePayload(workspace, id)) } : {}),
    ...(message.reactions.length > 0
      ? { reactions: message.reactions.map(each => ({ ...each, count: each.users.length })) }
      : {}),
    ...threadPayload(workspace, message),
  };
}

function threadPayload(workspace: Workspace, message: SlackMessage): Fields {
  if (message.threadTs !== undefined) return { thread_ts: message.threadTs };
  const replies = repliesOf(workspace, message);
  if (replies.length === 0) return {};
  return { thread_ts: message.ts, reply_count: replies.length, latest_reply: replies.at(-1)?.ts };
}

export const repliesOf = (workspace: Workspace, parent: SlackMessage): readonly SlackMessage[] =>
  messagesOf(workspace, parent.channel).filter(
    each => each.threadTs === parent.ts && each.ts !== parent.ts && each.ephemeralTo === undefined,
  );
