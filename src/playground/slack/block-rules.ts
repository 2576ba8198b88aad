import { chart } from './chart-rules.ts';
import {
  all,
  anyOf,
  byType,
  type Check,
  fault,
  finiteNumber,
  flag,
  list,
  object,
  someOf,
  text,
  typed,
  wholeNumber,
} from './check.ts';
import { asAccessory, asInput, button, image, inActions, inContextActions } from './element-rules.ts';
import { limits } from './limits.ts';
import { richText } from './rich-text-rules.ts';
import { mrkdwn, plain, plainOrMrkdwn, slackFile } from './text-rules.ts';

const id = { block_id: text(limits.id) };

const cell = byType(() => ({
  raw_text: object({ text: text(limits.sectionText) }),
  raw_number: object({ value: finiteNumber }, { text: text(limits.sectionText) }),
  rich_text: richText,
}));

const rows = list(list(cell, limits.tableColumns), limits.tableRows);

/** Every row has as many cells as the first. */
const rectangular: Check = (value, at) => {
  const table = typeof value === 'object' && value !== null && 'rows' in value ? value.rows : [];
  if (!Array.isArray(table)) return [];
  const widths = table.map((row: unknown) => (Array.isArray(row) ? row.length : 0));
  const odd = widths.findIndex(width => width !== widths[0]);
  return odd === -1 ? [] : fault(`${at}/rows/${odd}`, `must have ${widths[0]} cells, as the first row`);
};

const card = object(
  {},
  {
    ...id,
    hero_image: image,
    icon: image,
    title: mrkdwn(limits.cardTitle),
    subtitle: mrkdwn(limits.cardTitle),
    body: mrkdwn(limits.cardBody),
    actions: list(button, limits.contextActionsElements),
  },
);

const task = object(
  {
    task_id: text(limits.id),
    title: text(limits.fieldText),
    status: anyOf('pending', 'in_progress', 'complete', 'error'),
  },
  {
    ...id,
    details: richText,
    output: richText,
    sources: list(typed('url', object({ url: text(limits.buttonUrl), text: text(limits.fieldText) })), 100, 0),
  },
);

/** Blocks of messages by type (docs.slack.dev/reference/block-kit/blocks). */
const shared: Readonly<Record<string, Check>> = {
  header: object({ text: plain(limits.header) }, id),
  divider: object({}, id),
  section: all(
    someOf('text', 'fields'),
    object(
      {},
      {
        ...id,
        text: plainOrMrkdwn(limits.sectionText),
        fields: list(plainOrMrkdwn(limits.fieldText), limits.sectionFields),
        accessory: asAccessory,
        expand: flag,
      },
    ),
  ),
  context: object(
    {
      elements: list(
        byType(() => ({ image, plain_text: plainOrMrkdwn(limits.fieldText), mrkdwn: plainOrMrkdwn(limits.fieldText) })),
        limits.contextElements,
      ),
    },
    id,
  ),
  context_actions: object({ elements: list(inContextActions, limits.contextActionsElements) }, id),
  actions: object({ elements: list(inActions, limits.actionsElements) }, id),
  image: all(
    someOf('image_url', 'slack_file'),
    object(
      { alt_text: text(limits.altText) },
      { ...id, image_url: text(limits.imageUrl), slack_file: slackFile, title: plain(limits.imageTitle) },
    ),
  ),
  input: object(
    { label: plain(limits.inputLabel), element: asInput },
    { ...id, hint: plain(limits.inputHint), optional: flag, dispatch_action: flag },
  ),
  rich_text: richText,
  video: object(
    {
      video_url: text(limits.imageUrl),
      thumbnail_url: text(limits.imageUrl),
      alt_text: text(limits.altText),
      title: plain(limits.videoTitle),
    },
    {
      ...id,
      title_url: text(limits.imageUrl),
      author_name: text(limits.videoAuthor),
      provider_name: text(limits.id),
      provider_icon_url: text(limits.imageUrl),
      description: plain(limits.fieldText),
    },
  ),
};

const messageOnly: Readonly<Record<string, Check>> = {
  markdown: object({ text: text(limits.markdown) }, id),
  table: all(
    object(
      { rows },
      {
        ...id,
        column_settings: list(
          object({}, { align: anyOf('left', 'center', 'right'), is_wrapped: flag }),
          limits.tableColumns,
          0,
        ),
      },
    ),
    rectangular,
  ),
  data_table: all(
    object(
      { rows, caption: text(limits.fieldText) },
      {
        ...id,
        page_size: wholeNumber(1, limits.dataTablePage),
        row_header_column_index: wholeNumber(0, limits.tableColumns - 1),
      },
    ),
    rectangular,
  ),
  file: object({ source: anyOf('remote'), external_id: text(limits.id) }, id),
  task_card: task,
  plan: object(
    { title: text(limits.fieldText) },
    { ...id, tasks: list(typed('task_card', task), limits.blocksPerMessage, 0) },
  ),
  card: all(someOf('title', 'hero_image', 'body', 'actions'), card),
  carousel: object({ elements: list(typed('card', card), limits.carouselCards) }, id),
  data_visualization: object({ title: text(limits.chartTitle), chart }, id),
  container: object(
    {
      child_blocks: list(
        byType(() => ({ ...shared, table: messageOnly.table ?? card })),
        limits.containerBlocks,
      ),
    },
    {
      ...id,
      title: plain(limits.containerTitle),
      rich_text_title: richText,
      subtitle: plainOrMrkdwn(limits.containerTitle),
      width: anyOf('narrow', 'standard', 'wide', 'full'),
      icon: image,
      is_collapsible: flag,
      default_collapsed: flag,
      has_header_divider: flag,
    },
  ),
};

/** Slack shows alerts in modals alone. */
const modalOnly: Readonly<Record<string, Check>> = {
  alert: object(
    { text: plainOrMrkdwn(limits.alertText) },
    { ...id, level: anyOf('default', 'info', 'warning', 'error', 'success') },
  ),
};

export const surfaces = {
  message: byType(() => ({ ...shared, ...messageOnly })),
  modal: byType(() => ({ ...shared, ...modalOnly, markdown: messageOnly.markdown ?? card })),
  home: byType(() => shared),
} as const;

export type Surface = keyof typeof surfaces;
