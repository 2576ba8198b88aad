import { anyOf, byType, type Check, finiteNumber, flag, list, object, text, typed, wholeNumber } from './check.ts';
import { limits } from './limits.ts';

const many = 1_000;
const id = text(limits.id);

const style = object(
  {},
  {
    bold: flag,
    italic: flag,
    strike: flag,
    code: flag,
    underline: flag,
    highlight: flag,
    client_highlight: flag,
    unlink: flag,
  },
);

const leaf = (required: Readonly<Record<string, Check>>, optional: Readonly<Record<string, Check>> = {}): Check =>
  object(required, { ...optional, style });

/** What stands in a line (docs.slack.dev/reference/block-kit/blocks/rich-text-block). */
const leaves: Readonly<Record<string, Check>> = {
  text: leaf({ text: text(limits.text) }),
  link: leaf({ url: text(limits.buttonUrl) }, { text: text(limits.text, 0), unsafe: flag }),
  emoji: leaf({ name: text(100) }, { unicode: text(100), url: text(limits.imageUrl), skin_tone: wholeNumber(1, 6) }),
  user: leaf({ user_id: id }),
  usergroup: leaf({ usergroup_id: id }),
  channel: leaf({ channel_id: id }),
  team: leaf({ team_id: id }),
  broadcast: leaf({ range: anyOf('here', 'channel', 'everyone') }),
  color: leaf({ value: text(20) }),
  date: leaf(
    { timestamp: finiteNumber, format: text(200) },
    { url: text(limits.buttonUrl), fallback: text(limits.fieldText) },
  ),
};

const line = list(
  byType(() => leaves),
  many,
  0,
);
const section = object({ elements: line });

const parts: Readonly<Record<string, Check>> = {
  rich_text_section: section,
  rich_text_quote: object({ elements: line }, { border: wholeNumber(0, 1) }),
  rich_text_preformatted: object({ elements: line }, { border: wholeNumber(0, 1), language: text(50) }),
  rich_text_list: object(
    { style: anyOf('bullet', 'ordered'), elements: list(typed('rich_text_section', section), many) },
    { indent: wholeNumber(0, 8), border: wholeNumber(0, 1), offset: wholeNumber(0, many) },
  ),
};

export const richText: Check = typed(
  'rich_text',
  object(
    {
      elements: list(
        byType(() => parts),
        many,
      ),
    },
    { block_id: id },
  ),
);
