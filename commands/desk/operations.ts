import type { DeskCommand } from '../../src/core/command.ts';

/** With an id, the whole card: what an approver without Slack decides by. */
export const operations: DeskCommand = {
  kind: 'desk',
  right: 'read',
  words: ['operations'],
  aliases: [['ops']],
  summary: 'desk.operations.summary',
  args: [{ name: 'id', required: false, kind: 'text' }],
  options: [{ name: 'all', kind: 'flag', summary: 'desk.option.all_clusters' }],
  examples: ['operations', 'operations --all', 'operations op-4k2m9x7c1d'],
};
