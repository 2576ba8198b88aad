import { withIds } from './block-ids.ts';
import { faultsOfBlocks } from './block-kit.ts';
import { blocksTextLength } from './blocks-text.ts';
import { type BlockFault, fault } from './check.ts';
import { type Fields, fieldsOf, flagOf, listOf, textOf } from './fields.ts';
import { limits } from './limits.ts';
import { channelOf, findMessage } from './messages.ts';
import { metadataOf } from './metadata.ts';
import type { Office } from './office.ts';
import { SlackError } from './slack-error.ts';
import { isMember, type SlackChannel, type SlackMessage } from './workspace.ts';

/** What chat.postMessage, chat.update, postEphemeral and response_url have in common. */
export function contentOf(office: Office, args: Fields): Pick<SlackMessage, 'text' | 'blocks' | 'metadata'> {
  const text = textOf(args.text);
  const blocks = args.blocks;
  if (blocks !== undefined && blocks !== null) {
    if (!Array.isArray(blocks)) throw new SlackError('invalid_blocks_format');
    refuseFaults([...faultsOfBlocks(blocks, 'message'), ...faultsOfThisWorkspace(office, blocks)]);
    if (blocksTextLength(blocks) > limits.blocksText) throw new SlackError('msg_blocks_too_long');
  }
  if (text === '' && listOf(blocks).length === 0) throw new SlackError('no_text');
  const metadata = metadataOf(args.metadata);
  return {
    text: text.slice(0, limits.text),
    blocks: withIds(blocks, office.newId),
    ...(metadata ? { metadata } : {}),
  };
}

/** What another workspace, or this one a little later, would take. */
function faultsOfThisWorkspace(office: Office, blocks: readonly unknown[]): readonly BlockFault[] {
  return blocks.map(fieldsOf).flatMap((block, index) => {
    const type = textOf(block.type);
    if (office.refusedBlocks().includes(type)) return fault(`/blocks/${index}/type`, `unsupported type: ${type}`);
    const id = textOf(fieldsOf(block.slack_file).id);
    if (type !== 'image' || id === '') return [];
    const file = office.workspace.files.get(id);
    const ready = file?.complete === true && (file.readyAt ?? 0) <= office.now();
    return ready ? [] : fault(`/blocks/${index}/slack_file`, 'invalid slack file');
  });
}

/** Throws `invalid_blocks` with every fault as Slack words it. */
export function refuseFaults(faults: readonly BlockFault[], code = 'invalid_blocks'): void {
  if (faults.length === 0) return;
  const errors = faults.map(each => `${each.message} [json-pointer:${each.pointer}]`);
  throw new SlackError(code, { errors, response_metadata: { messages: errors.map(each => `[ERROR] ${each}`) } });
}

/** The channel that the bot may write to. */
export function writableChannel(office: Office, id: unknown): SlackChannel {
  const channel = channelOf(office.workspace, textOf(id));
  const bot = office.workspace.app.botUserId;
  if (!isMember(channel, bot)) throw new SlackError(channel.isPrivate ? 'channel_not_found' : 'not_in_channel');
  if (channel.isArchived) throw new SlackError('is_archived');
  return channel;
}

/** The parent a reply belongs to: a reply to a reply joins the same thread. */
export function threadOf(office: Office, channel: string, args: Fields): Pick<SlackMessage, 'threadTs' | 'broadcast'> {
  const ts = textOf(args.thread_ts);
  if (ts === '') return {};
  const parent = findMessage(office.workspace, channel, ts);
  if (!parent || parent.ephemeralTo !== undefined) throw new SlackError('thread_not_found');
  return { threadTs: parent.threadTs ?? parent.ts, ...(flagOf(args.reply_broadcast) ? { broadcast: true } : {}) };
}

export const byBot = (office: Office): Pick<SlackMessage, 'user' | 'botId'> => ({
  user: office.workspace.app.botUserId,
  botId: office.workspace.app.botId,
});
