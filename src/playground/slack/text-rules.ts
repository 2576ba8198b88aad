import { anyOf, byType, type Check, flag, object, text, typed } from './check.ts';
import { limits } from './limits.ts';

const mrkdwnOf = (max: number): Check => object({ text: text(max) }, { verbatim: flag });
const plainOf = (max: number, min = 1): Check => object({ text: text(max, min) }, { emoji: flag });

/** Composition objects (docs.slack.dev/reference/block-kit/composition-objects). */
export const plain = (max: number): Check => typed('plain_text', plainOf(max));

export const mrkdwn = (max: number): Check => typed('mrkdwn', mrkdwnOf(max));

export const plainOrMrkdwn = (max: number): Check =>
  byType(() => ({ plain_text: plainOf(max), mrkdwn: mrkdwnOf(max) }));

export const confirmDialog: Check = object(
  {
    title: plain(limits.confirmTitle),
    text: plainOrMrkdwn(limits.confirmText),
    confirm: plain(limits.confirmButton),
    deny: plain(limits.confirmButton),
  },
  { style: anyOf('primary', 'danger') },
);

const optionWith = (label: Check): Check =>
  object(
    { text: label, value: text(limits.optionValue) },
    { description: plainOrMrkdwn(limits.optionDescription), url: text(limits.buttonUrl) },
  );

/** Of selects and overflow menus. */
export const plainOption = optionWith(plain(limits.optionText));
/** Of checkboxes and radio buttons. */
export const option = optionWith(plainOrMrkdwn(limits.optionText));

/** Where an image comes from: an address, or a file of Slack's. */
export const slackFile: Check = object({}, { id: text(limits.id), url: text(limits.imageUrl) });
