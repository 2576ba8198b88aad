import type { DeskCommand } from '../../src/core/command.ts';

/** What was done without an approval is looked at afterwards, by somebody else. */
export const review: DeskCommand = {
  kind: 'desk',
  right: 'approve',
  words: ['review'],
  aliases: [],
  summary: 'review.summary',
  args: [{ name: 'id', required: true, kind: 'text' }],
  options: [],
  examples: ['review op-4k2m9x7c1d'],
};
