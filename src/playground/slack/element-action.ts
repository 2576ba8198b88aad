import type { BasicElementAction } from '@slack/bolt';
import type { FoundElement } from './block-ids.ts';
import { type Fields, isFields, listOf, textOf } from './fields.ts';

/** What a person chose in an element that isn't a button: an option's value, a date, a user's id … */
export type Choice = string | readonly string[];

/** The `actions[0]` of a block_actions payload. */
export function elementAction(
  found: FoundElement,
  ts: string,
  choice: Choice | undefined,
): BasicElementAction & Fields {
  const type = textOf(found.element.type);
  const base = { type, action_id: found.actionId, block_id: found.blockId, action_ts: ts };
  const kept = Object.fromEntries(
    ['text', 'value', 'url', 'style', 'confirm', 'placeholder'].flatMap(key =>
      found.element[key] === undefined ? [] : [[key, found.element[key]]],
    ),
  );
  return { ...base, ...kept, ...(choice === undefined ? {} : chosen(type, found.element, choice)) };
}

function chosen(type: string, element: Fields, choice: Choice): Fields {
  const values = typeof choice === 'string' ? [choice] : choice;
  const options = optionsOf(element).filter(option => values.includes(textOf(option.value)));
  const shape: Readonly<Record<string, Fields>> = {
    static_select: { selected_option: options[0] ?? null },
    radio_buttons: { selected_option: options[0] ?? null },
    overflow: { selected_option: options[0] ?? null },
    checkboxes: { selected_options: options },
    multi_static_select: { selected_options: options },
    users_select: { selected_user: values[0] ?? null },
    channels_select: { selected_channel: values[0] ?? null },
    conversations_select: { selected_conversation: values[0] ?? null },
    datepicker: { selected_date: values[0] ?? null },
    timepicker: { selected_time: values[0] ?? null },
    datetimepicker: { selected_date_time: values[0] === undefined ? null : Number(values[0]) },
    external_select: { selected_option: values[0] === undefined ? null : { value: values[0] } },
    multi_users_select: { selected_users: values },
    multi_channels_select: { selected_channels: values },
    multi_conversations_select: { selected_conversations: values },
  };
  return shape[type] ?? { value: values[0] ?? '' };
}

export function optionsOf(element: Fields): readonly Fields[] {
  const groups = listOf(element.option_groups).filter(isFields);
  return [element, ...groups].flatMap(each => listOf(each.options).filter(isFields));
}

/** The `state.values` entry of an element, as the view submission carries it. */
export function stateValue(element: Fields, choice: Choice | undefined): { readonly type: string } & Fields {
  const type = textOf(element.type);
  if (choice !== undefined && choice !== '') return { type, ...chosen(type, element, choice) };
  // An emptied field is empty: its initial value counts only where nobody has touched it.
  const initial = Object.entries(element)
    .filter(([key]) => key.startsWith('initial_'))
    .map(([key, value]) => [key.replace('initial_', key === 'initial_value' ? '' : 'selected_'), value]);
  if (choice === undefined && initial.length > 0) return { type, ...Object.fromEntries(initial) };
  const empty: Readonly<Record<string, Fields>> = {
    checkboxes: { selected_options: [] },
    multi_static_select: { selected_options: [] },
    plain_text_input: { value: null },
    email_text_input: { value: null },
    url_text_input: { value: null },
    number_input: { value: null },
    users_select: { selected_user: null },
    datepicker: { selected_date: null },
  };
  return { type, ...(empty[type] ?? { selected_option: null }) };
}
