import type { Button } from '../core/document.ts';
import type { Text } from '../core/message.ts';

/** Slack: an action_id has at most 255 characters, and is alone in its block (docs.slack.dev/reference/block-kit). */
const LONGEST_ACTION = 255;

/**
 * A button that says a command, as if whoever presses it had typed it: what they may not ask for is refused, and what is missing is asked for.
 * `here`: the answer stands in the thread of the message; `channel`: in the channel, as every plan does.
 */
export const askButton = (
  where: 'here' | 'channel',
  line: string,
  label: Text,
  style?: NonNullable<Button['style']>,
): Button => ({
  action: `${where === 'here' ? 'ask-here' : 'ask'}:${line}`.slice(0, LONGEST_ACTION),
  value: line,
  label,
  ...(style === undefined ? {} : { style }),
});
