import { type Fields, fieldsOf, listOf, textOf } from '../../slack/fields.ts';
import type { Entries } from '../state/entries.ts';
import { wordsOf } from './words.tsx';

/** One entry of a select menu. */
export interface Option {
  readonly id: string;
  readonly label: string;
  readonly group: string;
}

const listed = (options: unknown, group: string): readonly Option[] =>
  listOf(options)
    .map(fieldsOf)
    .map(option => ({ id: textOf(option.value), label: wordsOf(option.text), group }));

/** The element's own options, or the workspace's people and channels. */
export function optionsOf(element: Fields, entries: Entries): readonly Option[] {
  const type = textOf(element.type);
  if (type.includes('users_select')) {
    const people = entries.world.people.filter(person => person.standing !== 'deactivated');
    return people.map(({ id, realName }) => ({ id, label: realName, group: '' }));
  }
  if (type.includes('channels_select') || type.includes('conversations_select')) {
    return entries.channels.map(({ id, name }) => ({ id, label: `#${name}`, group: '' }));
  }
  const groups = listOf(element.option_groups).map(fieldsOf);
  return [...listed(element.options, ''), ...groups.flatMap(group => listed(group.options, wordsOf(group.label)))];
}
