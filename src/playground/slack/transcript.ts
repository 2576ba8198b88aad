import { type Fields, fieldsOf, isFields, listOf, textOf } from './fields.ts';
import { messagesOf } from './messages.ts';
import type { SlackMessage, Workspace } from './workspace.ts';

/** A channel as readable text: who said what, replies indented, blocks flattened, buttons in brackets. */
export function transcriptOf(workspace: Workspace, channel: string): string {
  const all = messagesOf(workspace, channel);
  const roots = all.filter(each => each.threadTs === undefined);
  const lines = roots.flatMap(root => [
    ...linesOf(workspace, root, ''),
    ...all.filter(each => each.threadTs === root.ts).flatMap(reply => linesOf(workspace, reply, '    ')),
  ]);
  return lines.join('\n');
}

function linesOf(workspace: Workspace, message: SlackMessage, indent: string): readonly string[] {
  const name = workspace.users.get(message.user)?.name ?? 'Slackbot';
  const reader = message.ephemeralTo && workspace.users.get(message.ephemeralTo)?.name;
  const marks = [reader ? ` (only ${reader} sees this)` : '', message.editedTs ? ' (edited)' : ''].join('');
  const files = message.files.map(id => `[file ${workspace.files.get(id)?.name ?? id}]`);
  const shown = [...message.blocks.flatMap(readBlock), ...files];
  const [first = '', ...rest] = (shown.length > 0 ? shown : [message.text]).flatMap(line => line.split('\n'));
  return [`${indent}${name}${marks}: ${first}`, ...rest.map(line => `${indent}  ${line}`)];
}

/** The lines a block shows, plainly. */
export function readBlock(value: unknown): readonly string[] {
  const block = fieldsOf(value);
  switch (block.type) {
    case 'divider':
      return ['---'];
    case 'table':
    case 'data_table':
      return listOf(block.rows).map(row => listOf(row).map(inline).join(' | '));
    case 'actions':
      return [listOf(block.elements).map(control).join(' ')];
    case 'plan':
      return [textOf(block.title), ...listOf(block.tasks).flatMap(readBlock)];
    case 'task_card':
      return [`(${textOf(block.status)}) ${textOf(block.title)}`, ...parts(block, ['details', 'output'])];
    case 'image':
      return [`[image ${textOf(block.alt_text)}]`];
    case 'rich_text':
      return listOf(block.elements).flatMap(each => inline(each).split('\n'));
    case 'context':
      return [listOf(block.elements).map(inline).join(' ')];
    case 'section':
      return sectionLines(block);
    default:
      return parts(block, ['title', 'text', 'body', 'label', 'element']);
  }
}

function sectionLines(block: Fields): readonly string[] {
  const accessory = isFields(block.accessory) ? [control(block.accessory)] : [];
  return [...parts(block, ['text']), ...listOf(block.fields).map(inline), ...accessory];
}

const parts = (block: Fields, keys: readonly string[]): readonly string[] =>
  keys.map(key => inline(block[key])).filter(text => text !== '');

const control = (value: unknown): string => `[${inline(fieldsOf(value).text) || textOf(fieldsOf(value).type)}]`;

/** All text below a value, in order. */
function inline(value: unknown): string {
  if (!isFields(value)) return textOf(value);
  const children = listOf(value.elements);
  if (children.length > 0) return children.map(inline).join(value.type === 'rich_text_list' ? '\n' : '');
  if (value.type === 'user') return `@${textOf(value.user_id)}`;
  if (value.type === 'emoji') return `:${textOf(value.name)}:`;
  return inline(value.text ?? value.value ?? value.url ?? value.alt_text ?? '');
}
