/**
 * Slack's limits. Characters are counted as UTF-16 units, which is never fewer than Slack counts.
 * Sources: docs.slack.dev/reference/block-kit and /reference/methods/chat.postMessage.
 */
export const limits = {
  blocks: 50,
  headerText: 150,
  sectionText: 3000,
  contextElements: 10,
  contextText: 2000,
  dateFallback: 100,
  actionsElements: 25,
  buttonText: 75,
  buttonValue: 2000,
  actionId: 255,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  /** Slack allows 100 rows, the header row among them. */
  tableRows: 100,
  tableColumns: 20,
  /** Slack allows 10,000 characters in all cells of all tables of a message; the rest of the message needs room too. */
  tableText: 8000,
  cellText: 300,
  listItems: 60,
  containerBlocks: 10,
  altText: 2000,
  pictureTitle: 2000,
  chartsPerMessage: 2,
  chartTitle: 50,
  chartSeries: 6,
  chartCategories: 20,
  chartLabel: 20,
  planTasks: 50,
  taskTitle: 300,
  taskNote: 500,
  /** Slack answers `msg_blocks_too_long` somewhere above 13,200 characters (bolt-js#2509). */
  allText: 12_000,
  /** Longer texts are cut on arrival and refused by chat.update; blocks carry the rest. */
  fallbackText: 4000,
} as const;
