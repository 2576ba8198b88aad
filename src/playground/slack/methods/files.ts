import { type Fields, fieldsOf, listOf, textOf } from '../fields.ts';
import { filePayload } from '../file-payload.ts';
import { addMessage } from '../messages.ts';
import type { Desk, Method } from '../method.ts';
import { byBot, threadOf, writableChannel } from '../post.ts';
import { SlackError } from '../slack-error.ts';
import { caps, trim } from '../workspace.ts';

function getUploadUrl({ office }: Desk, args: Fields): Fields {
  const name = textOf(args.filename);
  const length = Number(textOf(args.length));
  if (name === '' || !Number.isInteger(length) || length < 1) throw new SlackError('invalid_arguments');
  const id = office.newId('F');
  const altText = textOf(args.alt_txt);
  office.workspace.files.set(id, {
    id,
    name,
    title: name,
    length,
    complete: false,
    channels: [],
    ...(altText ? { altText } : {}),
  });
  trim(office.workspace.files, caps.files);
  return { upload_url: `${office.origin()}/upload/${id}`, file_id: id };
}

function completeUpload({ office }: Desk, args: Fields): Fields {
  const asked = listOf(args.files).map(fieldsOf);
  if (asked.length === 0) throw new SlackError('invalid_arguments');
  const target = textOf(args.channel_id) || textOf(args.channels);
  const channel = target === '' ? undefined : writableChannel(office, target);
  const thread = channel ? threadOf(office, channel.id, args) : {};
  const files = asked.map(each => completed(office.workspace.files.get(textOf(each.id)), textOf(each.title)));
  for (const file of files) {
    const readyAt = office.now() + office.fileDelayMs();
    office.workspace.files.set(file.id, { ...file, readyAt, channels: channel ? [channel.id] : [] });
    office.changed({ kind: 'file' });
  }
  if (channel) {
    const text = textOf(args.initial_comment);
    const ids = files.map(file => file.id);
    addMessage(office, { channel: channel.id, ...byBot(office), ...thread, text, blocks: [], files: ids });
  }
  return { files: files.map(file => filePayload(office.workspace, file.id)) };
}

type Kept = NonNullable<ReturnType<Desk['office']['workspace']['files']['get']>>;

function completed(file: Kept | undefined, title: string): Kept {
  if (!file) throw new SlackError('file_not_found');
  if (file.bytes?.length !== file.length) throw new SlackError('file_update_failed');
  return { ...file, complete: true, title: title || file.title };
}

const scopes = ['files:write'] as const;

export const fileMethods: readonly Method[] = [
  { name: 'files.getUploadURLExternal', token: 'bot', scopes, run: getUploadUrl },
  { name: 'files.completeUploadExternal', token: 'bot', scopes, run: completeUpload },
];
