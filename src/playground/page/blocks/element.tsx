import type { ComponentChild } from 'preact';
import { textOf } from '../../slack/fields.ts';
import { Unsupported } from './boundary.tsx';
import { Button, FeedbackButtons } from './button.tsx';
import { Checks, Radios } from './checks.tsx';
import { Picture } from './picture.tsx';
import { MultiSelect, Overflow, Select } from './select.tsx';
import type { ElementProps } from './surface.ts';
import { DateField, TextField } from './text-field.tsx';

const drawings: Readonly<Record<string, (props: ElementProps) => ComponentChild>> = {
  button: props => <Button {...props} />,
  workflow_button: props => <Button {...props} />,
  icon_button: props => <Button {...props} />,
  feedback_buttons: props => <FeedbackButtons {...props} />,
  static_select: props => <Select {...props} />,
  external_select: props => <Select {...props} />,
  users_select: props => <Select {...props} />,
  channels_select: props => <Select {...props} />,
  conversations_select: props => <Select {...props} />,
  multi_static_select: props => <MultiSelect {...props} />,
  multi_external_select: props => <MultiSelect {...props} />,
  multi_users_select: props => <MultiSelect {...props} />,
  multi_channels_select: props => <MultiSelect {...props} />,
  multi_conversations_select: props => <MultiSelect {...props} />,
  overflow: props => <Overflow {...props} />,
  checkboxes: props => <Checks {...props} />,
  radio_buttons: props => <Radios {...props} />,
  plain_text_input: props => <TextField {...props} />,
  email_text_input: props => <TextField {...props} />,
  url_text_input: props => <TextField {...props} />,
  number_input: props => <TextField {...props} />,
  rich_text_input: props => <TextField {...props} />,
  datepicker: props => <DateField {...props} />,
  timepicker: props => <DateField {...props} />,
  datetimepicker: props => <DateField {...props} />,
  image: props => <Picture image={props.element} kind="thumb" />,
};

export function Element(props: ElementProps) {
  const type = textOf(props.element.type);
  const draw = Object.hasOwn(drawings, type) ? drawings[type] : undefined;
  return draw ? draw(props) : <Unsupported what={type || 'element'} why="is not drawn by this page" />;
}
