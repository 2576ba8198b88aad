import {
  all,
  anyOf,
  byType,
  type Check,
  finiteNumber,
  flag,
  list,
  object,
  someOf,
  text,
  wholeNumber,
} from './check.ts';
import { limits } from './limits.ts';
import { confirmDialog, option, plain, plainOption, slackFile } from './text-rules.ts';

const actionId = text(limits.id);
const actionable = { action_id: actionId, confirm: confirmDialog, focus_on_load: flag };
const placed = { ...actionable, placeholder: plain(limits.placeholder) };
const several = { ...placed, max_selected_items: wholeNumber(1, 1_000) };
const inputOf = {
  ...placed,
  dispatch_action_config: object({ trigger_actions_on: list(anyOf('on_enter_pressed', 'on_character_entered'), 2) }),
  initial_value: text(limits.plainInput, 0),
};
const look = { style: anyOf('primary', 'danger'), accessibility_label: text(limits.accessibilityLabel) };
const ids = list(text(limits.id), limits.selectOptions, 0);
const filter = object(
  {},
  {
    include: list(anyOf('im', 'mpim', 'private', 'public'), 4),
    exclude_external_shared_channels: flag,
    exclude_bot_users: flag,
  },
);

const optionGroup = object({ label: plain(limits.optionText), options: list(plainOption, limits.selectOptions) });
const choices = {
  options: list(plainOption, limits.selectOptions),
  option_groups: list(optionGroup, limits.optionGroups),
};
const feedback = object(
  { text: plain(limits.buttonText), value: text(limits.buttonValue) },
  { accessibility_label: text(limits.accessibilityLabel) },
);

/** Interactive elements by type (docs.slack.dev/reference/block-kit/block-elements). */
const elements: Readonly<Record<string, Check>> = {
  button: object(
    { text: plain(limits.buttonText) },
    { ...look, ...actionable, value: text(limits.buttonValue, 0), url: text(limits.buttonUrl) },
  ),
  workflow_button: object(
    {
      text: plain(limits.buttonText),
      workflow: object({
        trigger: object(
          { url: text(limits.buttonUrl) },
          {
            customizable_input_parameters: list(
              object({ name: text(limits.id), value: text(limits.buttonValue) }),
              100,
              0,
            ),
          },
        ),
      }),
    },
    { ...look, ...actionable },
  ),
  checkboxes: object(
    { options: list(option, limits.choiceOptions) },
    { ...actionable, initial_options: list(option, limits.choiceOptions) },
  ),
  radio_buttons: object({ options: list(option, limits.choiceOptions) }, { ...actionable, initial_option: option }),
  overflow: object({ options: list(plainOption, limits.overflowOptions) }, actionable),
  static_select: all(
    someOf('options', 'option_groups'),
    object({}, { ...placed, ...choices, initial_option: plainOption }),
  ),
  multi_static_select: all(
    someOf('options', 'option_groups'),
    object({}, { ...several, ...choices, initial_options: list(plainOption, limits.selectOptions) }),
  ),
  users_select: object({}, { ...placed, initial_user: text(limits.id) }),
  multi_users_select: object({}, { ...several, initial_users: ids }),
  channels_select: object({}, { ...placed, initial_channel: text(limits.id), response_url_enabled: flag }),
  multi_channels_select: object({}, { ...several, initial_channels: ids }),
  conversations_select: object(
    {},
    {
      ...placed,
      initial_conversation: text(limits.id),
      default_to_current_conversation: flag,
      response_url_enabled: flag,
      filter,
    },
  ),
  multi_conversations_select: object(
    {},
    { ...several, initial_conversations: ids, default_to_current_conversation: flag, filter },
  ),
  external_select: object({}, { ...placed, initial_option: plainOption, min_query_length: wholeNumber(0, 1_000) }),
  multi_external_select: object(
    {},
    { ...several, initial_options: list(plainOption, limits.selectOptions), min_query_length: wholeNumber(0, 1_000) },
  ),
  datepicker: object({}, { ...placed, initial_date: text(10, 10) }),
  timepicker: object({}, { ...placed, initial_time: text(5, 5), timezone: text(limits.id) }),
  datetimepicker: object({}, { ...actionable, initial_date_time: finiteNumber }),
  plain_text_input: object(
    {},
    {
      ...inputOf,
      multiline: flag,
      min_length: wholeNumber(0, limits.plainInput),
      max_length: wholeNumber(1, limits.plainInput),
    },
  ),
  number_input: object({ is_decimal_allowed: flag }, { ...inputOf, min_value: text(30), max_value: text(30) }),
  email_text_input: object({}, inputOf),
  url_text_input: object({}, inputOf),
  rich_text_input: object(
    {},
    {
      ...placed,
      initial_value: object({ elements: list(() => [], 1_000) }),
      dispatch_action_config: inputOf.dispatch_action_config,
      min_lines: wholeNumber(1, 100),
      max_lines: wholeNumber(1, 100),
    },
  ),
  file_input: object({}, { action_id: actionId, filetypes: list(text(20), 100), max_files: wholeNumber(1, 10) }),
  feedback_buttons: object({ positive_button: feedback, negative_button: feedback }, { action_id: actionId }),
  icon_button: object(
    { icon: anyOf('trash'), text: plain(limits.buttonText) },
    {
      ...actionable,
      accessibility_label: text(limits.accessibilityLabel),
      value: text(limits.buttonValue),
      visible_to_user_ids: ids,
    },
  ),
  image: all(
    someOf('image_url', 'slack_file'),
    object({ alt_text: text(limits.altText) }, { image_url: text(limits.imageUrl), slack_file: slackFile }),
  ),
};

const pick = (...types: readonly string[]): Check =>
  byType(() => Object.fromEntries(Object.entries(elements).filter(([type]) => types.includes(type))));

const choosing = Object.keys(elements).filter(type => type.endsWith('_select'));
const common = ['checkboxes', 'radio_buttons', 'datepicker', 'timepicker', ...choosing];

export const button = pick('button');
export const image = pick('image');
export const inActions = pick('button', 'workflow_button', 'overflow', 'datetimepicker', 'rich_text_input', ...common);
export const asAccessory = pick('button', 'workflow_button', 'overflow', 'image', ...common);
export const asInput = pick(
  'plain_text_input',
  'number_input',
  'email_text_input',
  'url_text_input',
  'rich_text_input',
  'file_input',
  'datetimepicker',
  ...common,
);
export const inContextActions = pick('feedback_buttons', 'icon_button');
