import type { LocalCommand } from '../src/core/command.ts';

/** Changes that wait or run. */
export const operations: LocalCommand = {
  kind: 'local',
  open: false,
  words: ['operations'],
  aliases: [['ops']],
  summary: 'operations.summary',
  args: [],
  options: [],
  examples: ['operations'],
  answer: () => ({ kind: 'operations' }),
};
